using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <summary>What is believed of every endpoint at one task and tier. Each is worked out when it is first asked for: most are never qualified. Thread-safe.</summary>
public sealed class BeliefColumn
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

    /// <summary>Null where nothing is known.</summary>
    /// <param name="index">The endpoint's place in the catalog.</param>
    public EndpointBelief? this[int index]
    {
        get
        {
            // Two threads may both work one out, and come to the same.
            var belief = known[index] ??= beliefs.Of(endpoints[index], task, tier) ?? Nothing;
            return ReferenceEquals(belief, Nothing) ? null : belief;
        }
    }
}
