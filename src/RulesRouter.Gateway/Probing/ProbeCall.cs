using RulesRouter.Requests;

namespace RulesRouter.Gateway.Probing;

/// <summary>One measured call.</summary>
/// <param name="Failed">Null if it answered.</param>
/// <param name="CostUsd">
/// US dollars: what the upstream stated, else the most that it can be; 0 if it rejected the call; null if unknown.
/// </param>
internal sealed record ProbeCall(FailureClass? Failed, double? CostUsd)
{
    /// <summary>From the call until the first content; null if it failed.</summary>
    public double? FirstTokenMs { get; init; }

    /// <summary>From the first content to the end; null if it failed, or the upstream did not state how many tokens it sent.</summary>
    public double? TokensPerSecond { get; init; }
}
