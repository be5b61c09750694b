using System.Collections.Immutable;

namespace RulesRouter.Verification.Replaying;

internal enum AnswerKind
{
    Routed,
    Denied,

    /// <summary>The request is invalid for the policy, or the policy does not exist.</summary>
    Rejected,
}

/// <summary>One side's answer to a request.</summary>
/// <param name="Label">The chosen endpoint, the denial code, or the first error.</param>
/// <param name="TokenCostUsd">Expected cost of the chosen endpoint; null if unknown.</param>
/// <param name="TotalCostUsd">Expected cost until the task is completed; null if no success probability is known.</param>
internal sealed record ReplayedAnswer(
    AnswerKind Kind,
    string Label,
    double? TokenCostUsd,
    double? TotalCostUsd,
    double? LatencyP50Ms,
    double? LatencyP99Ms)
{
    public override string ToString() => Kind switch
    {
        AnswerKind.Routed => Label,
        AnswerKind.Denied => $"denied ({Label})",
        AnswerKind.Rejected => $"rejected ({Label})",
    };
}

/// <summary>Effect of a change on one request.</summary>
/// <param name="FallbacksChanged">The same endpoint is chosen with other fallbacks.</param>
/// <param name="TermsChanged">Constraints or obligations differ.</param>
/// <param name="Weakenings">Protections that the request loses.</param>
internal sealed record DecisionEffect(
    string Policy,
    ReplayedAnswer Before,
    ReplayedAnswer After,
    bool FallbacksChanged,
    bool TermsChanged,
    ImmutableArray<string> Weakenings)
{
    public bool AnswerChanged => Before.Kind != After.Kind || Before.Label != After.Label;

    public bool IsChange => AnswerChanged || FallbacksChanged || TermsChanged;
}
