using RulesRouter.Catalog;

namespace RulesRouter.Client.Outcomes;

/// <summary>
/// What came of one attempt: a body of <c>POST /v1/outcomes</c>, and a line that <c>rulesrouter outcomes import</c> reads.
/// </summary>
public sealed record Outcome
{
    /// <summary>Id of the decision that led to the attempt; without a recorded decision, id of the task.</summary>
    public required string DecisionId { get; init; }

    /// <summary>Position in the decision's chain, at least 0; 0 is the chosen endpoint.</summary>
    public int? Hop { get; init; }

    /// <summary>Number of the report about this attempt, at least 1; of the same source the highest counts. Null: 1.</summary>
    public int? Sequence { get; init; }

    public required Verdict Verdict { get; init; }

    public required VerdictSource Source { get; init; }

    /// <summary>Endpoint id; required without a recorded decision.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Required without a recorded decision.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>0…1: 0 if every model solves it, 1 if none does; null: as in the decision.</summary>
    public double? Difficulty { get; init; }

    /// <summary>Human edits before the change could be merged; at least 0.</summary>
    public double? Edits { get; init; }

    /// <summary>Milliseconds until the complete answer; at least 0.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Billed input tokens; at least 0.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Billed output tokens, including reasoning; at least 0.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>US dollars of the attempt; at least 0.</summary>
    public double? CostUsd { get; init; }

    /// <summary>Answers that the attempt needed until it ended; at least 0.</summary>
    public int? Turns { get; init; }

    /// <summary>Tests that passed at its end; at least 0.</summary>
    public int? TestsPassed { get; init; }

    /// <summary>Tests that failed at its end; at least 0.</summary>
    public int? TestsFailed { get; init; }

    /// <summary>Calls of tools that failed during the attempt; at least 0.</summary>
    public int? ToolErrors { get; init; }

    /// <summary>Time of the verdict; null: the time of the report.</summary>
    public DateTimeOffset? At { get; init; }
}
