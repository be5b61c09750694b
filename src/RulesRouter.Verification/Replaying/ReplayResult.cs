using System.Collections.Immutable;

namespace RulesRouter.Verification.Replaying;

/// <summary>Effect of a change on recorded requests.</summary>
/// <param name="Requests">Replayed, unreadable lines not counted.</param>
/// <param name="Situations">Upper bound of distinct situations among them; each worker counts separately.</param>
/// <param name="RecordedAlike">
/// Of <paramref name="Recorded"/>, how many the base side decides as recorded; low if the base was not deployed.
/// </param>
/// <param name="Moves">Changed answers, most frequent first.</param>
/// <param name="Weakened">Most frequent first; a request is listed under each protection that it loses.</param>
internal sealed record ReplayResult(
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

/// <param name="From">As <see cref="ReplayedAnswer.ToString"/> returns it.</param>
internal sealed record AnswerMove(string Policy, string From, string To, long Requests);

/// <param name="Ids">Decision ids in log order; <c>file:line</c> for a request without one.</param>
internal sealed record WeakenedRequests(string Policy, string What, ImmutableArray<string> Ids);

/// <param name="Place"><c>file:line</c>.</param>
internal sealed record UnreadableLine(string Place, string Message);

/// <summary>Totals over requests. Money and latency cover requests that both sides route with a known value.</summary>
/// <param name="Changed">Answer, fallbacks, constraints or obligations changed.</param>
/// <param name="NewlyRejected">Requests that became invalid for their policy.</param>
internal sealed record EffectTotals(
    long Requests,
    long Changed,
    long AnswerChanged,
    long FallbacksChanged,
    long TermsChanged,
    long NewlyDenied,
    long NewlyAllowed,
    [property: System.Text.Json.Serialization.JsonPropertyName("newlyRefused")] long NewlyRejected,
    PairedFigure TokenUsdPerThousand,
    PairedFigure TotalUsdPerThousand,
    PairedFigure LatencyP50Ms,
    PairedFigure LatencyP99Ms);

/// <summary>One figure of both sides; both null if no request has it.</summary>
internal readonly record struct PairedFigure(long Requests, double? Before, double? After)
{
    /// <summary>After divided by before, minus 1; null if undefined.</summary>
    public double? Growth => Before > 0 ? (After / Before) - 1 : null;
}
