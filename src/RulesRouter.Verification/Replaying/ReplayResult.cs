using System.Collections.Immutable;

namespace RulesRouter.Verification.Replaying;

/// <summary>What a change does to recorded requests.</summary>
/// <param name="Requests">Replayed, unreadable lines not counted.</param>
/// <param name="Situations">How many of them differ in anything a decision could depend on, at most: each worker counts for itself.</param>
/// <param name="RecordedAlike">Of <paramref name="Recorded"/>, how many the old side answers as the record says: low where it is not what was deployed.</param>
/// <param name="Moves">Answers that became others, most frequent first.</param>
/// <param name="Weakened">Most frequent first; a request is under every way it lost.</param>
public sealed record ReplayResult(
    long Requests,
    long Situations,
    long Recorded,
    long RecordedAlike,
    EffectTotals All,
    ImmutableArray<(string Policy, EffectTotals Totals)> ByPolicy,
    ImmutableArray<AnswerMove> Moves,
    ImmutableArray<WeakenedRequests> Weakened,
    long WeakenedRequests,
    long Unreadable,
    ImmutableArray<UnreadableLine> FirstUnreadable);

/// <param name="From">As <see cref="ReplayedAnswer.ToString"/> says it.</param>
public sealed record AnswerMove(string Policy, string From, string To, long Requests);

/// <param name="Ids">Of decisions, in the order of the log; a request without one is <c>file:line</c>.</param>
public sealed record WeakenedRequests(string Policy, string What, ImmutableArray<string> Ids);

/// <param name="Place"><c>file:line</c>.</param>
public sealed record UnreadableLine(string Place, string Message);

/// <summary>Figures over some requests. Money and latency are over the requests that both sides route and where both know the figure.</summary>
/// <param name="Changed">In any way: answer, fallbacks, constraints or obligations.</param>
/// <param name="NewlyRefused">Requests that no longer fit their policy.</param>
public sealed record EffectTotals(
    long Requests,
    long Changed,
    long AnswerChanged,
    long FallbacksChanged,
    long TermsChanged,
    long NewlyDenied,
    long NewlyAllowed,
    long NewlyRefused,
    PairedFigure TokenUsdPerThousand,
    PairedFigure TotalUsdPerThousand,
    PairedFigure LatencyP50Ms,
    PairedFigure LatencyP99Ms);

/// <summary>One figure on both sides. Both null where no request has it.</summary>
public readonly record struct PairedFigure(long Requests, double? Before, double? After)
{
    /// <summary>After over before, less 1; null where there is nothing to divide by.</summary>
    public double? Growth => Before > 0 ? (After / Before) - 1 : null;
}
