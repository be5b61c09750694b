using RulesRouter.Economics;
using RulesRouter.Requests;

namespace RulesRouter.Service.Outcomes;

/// <summary>An attempt by its last report.</summary>
/// <param name="At">When the outcome was seen.</param>
/// <param name="AttemptedAt">When the decision was made, where it is known; else as <paramref name="At"/>.</param>
/// <param name="Alone">From rows that stand on their own: every attempt was made, whatever came of the others.</param>
public sealed record StoredOutcome(
    long Epoch,
    string Decision,
    int Hop,
    string Endpoint,
    TaskKind? Task,
    double? Difficulty,
    bool Alone,
    Verdict Verdict,
    double? Edits,
    DateTimeOffset At,
    DateTimeOffset AttemptedAt);
