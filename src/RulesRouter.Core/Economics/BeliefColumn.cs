using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <summary>
/// The beliefs about every endpoint for one task and tier. Each is computed on first use: most endpoints are never eligible. Thread-safe.
/// </summary>
internal sealed class BeliefColumn
{
    private static readonly EndpointBelief Nothing = new(default, 0, null, "");
    private readonly EndpointBeliefs beliefs;
    private readonly ImmutableArray<Endpoint> endpoints;
    private readonly TaskKind task;
    private readonly ComplexityTier? tier;
    private readonly EndpointBelief?[] known;

    internal BeliefColumn(EndpointBeliefs beliefs, ImmutableArray<Endpoint> endpoints, TaskKind task, ComplexityTier? tier)
    {
        (this.beliefs, this.endpoints, this.task, this.tier) = (beliefs, endpoints, task, tier);
        known = new EndpointBelief?[endpoints.Length];
    }

    /// <summary>Null where there is no evidence.</summary>
    /// <param name="index">The endpoint's place in the catalog.</param>
    public EndpointBelief? this[int index]
    {
        get
        {
            // Two threads may both compute one, with the same result.
            var belief = known[index] ??= beliefs.Of(endpoints[index], task, tier) ?? Nothing;
            return ReferenceEquals(belief, Nothing) ? null : belief;
        }
    }
}
