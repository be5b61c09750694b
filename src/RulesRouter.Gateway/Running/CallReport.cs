using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Running;

/// <summary>What came of one call of an upstream.</summary>
/// <param name="Number">Of the calls of the chain, from 1.</param>
/// <param name="Hop">Place in the chain, from 0.</param>
/// <param name="Failed">Null if it answered.</param>
/// <param name="Reached">How far a failed call got; null if it answered.</param>
/// <param name="Status">HTTP status of the upstream; null if there was none.</param>
internal sealed record CallReport(
    int Number,
    int Hop,
    Endpoint Endpoint,
    FailureClass? Failed,
    Reached? Reached,
    int? Status,
    TimeSpan Duration)
{
    /// <summary>From the call until the first content; null if there was none, or no stream.</summary>
    public TimeSpan? FirstContent { get; init; }

    /// <summary>What the upstream stated; null if nothing.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>
    /// US dollars at the prices in force, from the usage; null if one of them is unknown, 0 if the upstream rejected the call.
    /// </summary>
    public double? CostUsd { get; init; }

    /// <summary>
    /// Why its answer is <c>rejected-output</c>, also where the client gets it since no later hop gave a better one; null otherwise.
    /// </summary>
    public string? Rejected { get; init; }

    /// <summary>Tokens: the maximum of output that the upstream got, lower than the client's; null if it got the client's.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The client left during the call, or another call answered earlier.</summary>
    public bool IsCancelled { get; init; }
}
