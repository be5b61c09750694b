using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Decisions;

/// <summary>One endpoint of a fallback chain.</summary>
/// <param name="On">The failures of earlier hops that lead here; empty for the first.</param>
public sealed record Hop(Endpoint Endpoint, ValueList<FailureClass> On, HopEstimate Estimate)
{
    /// <summary>Tokens: the cap on the output that the decision sets so that a money bound holds; null if it sets none.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>
    /// Milliseconds without content after which the next hop is called beside this one; null where the policy does not hedge, or the
    /// latency is unknown.
    /// </summary>
    public double? HedgeAfterMs { get; init; }

    /// <summary>
    /// Preferred constraints that were dropped for this hop only, in the order in which they were dropped: no further endpoint satisfies
    /// them.
    /// </summary>
    public ValueList<DroppedConstraint> Dropped { get; init; }
}

/// <summary>Estimates of a call to an endpoint. Null if unknown.</summary>
public sealed record HopEstimate
{
    /// <summary>P(its output is right), 0…1.</summary>
    public double? SuccessProbability { get; init; }

    /// <summary>US dollars at the price in force and the expected length.</summary>
    public double? TokenCostUsd { get; init; }

    /// <summary>US dollars at the longest output and the dearest rates: all input written to a cache, all output reasoning.</summary>
    public double? WorstCaseUsd { get; init; }

    /// <summary>Tokens, at least 1: the most output of a call, which its worst case counts.</summary>
    public int? LongestOutputTokens { get; init; }

    /// <summary>Median milliseconds until the complete answer, at its expected length.</summary>
    public double? LatencyP50Ms { get; init; }

    /// <summary>99th percentile of milliseconds until the complete answer, at its expected length.</summary>
    public double? LatencyP99Ms { get; init; }

    /// <summary>99th percentile of milliseconds until the first token.</summary>
    public double? TtftP99Ms { get; init; }

    /// <summary>
    /// P(success), 0…1, at the task's reference difficulty of the catalog, with the model's ability at a cautious quantile.
    /// </summary>
    public double? Quality { get; init; }

    /// <summary>The model has no published score at such tasks: its quality follows from other tasks and other models.</summary>
    public bool QualityIsPrior { get; init; }
}
