using RulesRouter.Catalog;
using RulesRouter.Economics;

namespace RulesRouter.Service.Outcomes;

/// <summary>An outcome reported for an attempt.</summary>
/// <param name="At">When the outcome was observed.</param>
/// <param name="AttemptedAt">The time of the decision if it is known, else <paramref name="At"/>.</param>
/// <param name="Reporter">Id of the key that reported it; null without keys.</param>
/// <param name="Measures">Of the attempt, as far as they were reported.</param>
/// <param name="Alone">The report needs no decision: every attempt was made regardless of the others.</param>
/// <param name="Group">Attribute and value of the credential by which difficulty is learned; null where there is none.</param>
internal sealed record StoredOutcome(
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
    DateTimeOffset AttemptedAt,
    string? Reporter = null,
    AttemptMeasures Measures = default,
    VerdictSource Source = VerdictSource.Tests,
    int Sequence = 1,
    string? Group = null);
