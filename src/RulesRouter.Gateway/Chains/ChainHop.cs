using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Chains;

/// <summary>What carrying out a chain needs of a hop.</summary>
/// <param name="On">The failures of earlier hops that lead here.</param>
/// <param name="WorstCaseUsd">US dollars of one call; null if unknown.</param>
/// <param name="LatencyP99">The 99th percentile of the time until the complete answer; null if unknown.</param>
/// <param name="MaxOutputTokens">The decision's cap on the output; null if it sets none.</param>
internal sealed record ChainHop(
    Endpoint Endpoint,
    ValueList<FailureClass> On,
    double? WorstCaseUsd,
    TimeSpan? LatencyP99,
    int? MaxOutputTokens)
{
    /// <summary>When another hop is called beside this one, if it has given no content by then; null for never.</summary>
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>Tokens: the most output of a call, which its worst case counts; null if unknown.</summary>
    public int? LongestOutput { get; init; }

    public static ChainHop Of(Hop hop) => new(
        hop.Endpoint,
        hop.On,
        hop.Estimate.WorstCaseUsd,
        hop.Estimate.LatencyP99Ms is { } latency ? TimeSpan.FromMilliseconds(latency) : null,
        hop.MaxOutputTokens)
    {
        LongestOutput = hop.Estimate.LongestOutputTokens,
        HedgeAfter = hop.HedgeAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
    };
}
