using System.Collections.Immutable;

namespace RulesRouter.Verification.Replaying;

public enum AnswerKind
{
    Routed,
    Denied,

    /// <summary>The request does not fit the policy, or there is no such policy.</summary>
    Refused,
}

/// <summary>What one side answers to a request.</summary>
/// <param name="Label">The endpoint chosen, the code of the denial, or the first fault.</param>
/// <param name="TokenCostUsd">Expected of the chosen endpoint; null where unknown.</param>
/// <param name="TotalCostUsd">Expected until the task is done; null where no chance of success is known.</param>
public sealed record ReplayedAnswer(AnswerKind Kind, string Label, double? TokenCostUsd, double? TotalCostUsd, double? LatencyP50Ms, double? LatencyP99Ms)
{
    public override string ToString() => Kind switch
    {
        AnswerKind.Routed => Label,
        AnswerKind.Denied => $"denied ({Label})",
        _ => $"refused ({Label})",
    };
}

/// <summary>What a change does to one request.</summary>
/// <param name="FallbacksChanged">The same endpoint is chosen, and other fallbacks follow.</param>
/// <param name="TermsChanged">Other constraints or obligations hold.</param>
/// <param name="Weakenings">In what it is protected less than before; empty where it is not.</param>
public sealed record DecisionEffect(
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
