using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Economics.Beliefs;

/// <summary>
/// The beliefs about every endpoint for one task, tier and group. Each is computed on first use: most endpoints are never eligible.
/// Thread-safe.
/// </summary>
internal sealed class BeliefColumn
{
    private readonly EndpointBeliefs beliefs;
    private readonly ImmutableArray<Endpoint> endpoints;
    private readonly TaskKind task;
    private readonly ComplexityTier? tier;
    private readonly string? group;
    private readonly EndpointBelief?[] known;

    internal BeliefColumn(EndpointBeliefs beliefs, ImmutableArray<Endpoint> endpoints, TaskKind task, ComplexityTier? tier, string? group)
    {
        (this.beliefs, this.endpoints, this.task, this.tier, this.group) = (beliefs, endpoints, task, tier, group);
        known = new EndpointBelief?[endpoints.Length];
    }

    /// <param name="index">The endpoint's place in the catalog.</param>
    /// <remarks>Two threads may both compute one, with the same result.</remarks>
    public EndpointBelief this[int index] => known[index] ??= beliefs.Of(endpoints[index], task, tier, group);
}
