using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <summary>What came of an answer.</summary>
public enum Verdict
{
    Right,
    Wrong,

    /// <summary>No answer came: rate limit, outage, timeout, refused credential.</summary>
    Unanswered,
}

/// <summary>Who says so. What comes later may overturn what came before: merged code is reverted.</summary>
public enum VerdictSource
{
    Verifier,
    Tests,
    Human,
    Merged,
    Reverted,
}

/// <summary>What came of one attempt.</summary>
public sealed record OutcomeReport
{
    /// <summary>Of the decision that led to the attempt; in rows that stand on their own, of the task.</summary>
    public required string DecisionId { get; init; }

    /// <summary>Place in the decision's chain, from 0.</summary>
    public required int Hop { get; init; }

    /// <summary>Of the reports about this attempt: the highest counts.</summary>
    public required int Sequence { get; init; }

    public required Verdict Verdict { get; init; }

    public required VerdictSource Source { get; init; }

    /// <summary>Null: as the decision says. With <see cref="Task"/> the row needs no decision.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Null: as the decision says.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>0..1; null: as the decision says, or unknown.</summary>
    public double? Difficulty { get; init; }

    /// <summary>Human edits until the change could be merged; null where nobody counted.</summary>
    public double? Edits { get; init; }

    public double? LatencyMs { get; init; }

    public int? InputTokens { get; init; }

    public int? OutputTokens { get; init; }

    /// <summary>US dollars of the attempt.</summary>
    public double? CostUsd { get; init; }

    /// <summary>When the verdict came; null: when it is taken in.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Every attempt at the task was made whatever came of the others, as an evaluation suite does.</summary>
    public bool IsIndependent => Endpoint is not null && Task is not null;
}
