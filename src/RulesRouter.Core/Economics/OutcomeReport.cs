using System.Text.Json.Serialization;
using RulesRouter.Catalog;

namespace RulesRouter.Economics;

/// <summary>What came of one attempt.</summary>
internal sealed record OutcomeReport
{
    /// <summary>Id of the decision that led to the attempt; of the task, in rows that are independent of a decision.</summary>
    public required string DecisionId { get; init; }

    /// <summary>Place in the decision's chain, from 0.</summary>
    public required int Hop { get; init; }

    /// <summary>Of the reports about this attempt: the highest counts.</summary>
    public required int Sequence { get; init; }

    public required Verdict Verdict { get; init; }

    public required VerdictSource Source { get; init; }

    /// <summary>Null: as in the decision. With <see cref="Task"/> the row needs no decision.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Null: as in the decision.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>0..1; null: as in the decision, or unknown.</summary>
    public double? Difficulty { get; init; }

    /// <summary>Human edits until the change could be merged; null where they were not counted.</summary>
    public double? Edits { get; init; }

    /// <summary>Milliseconds until the complete answer.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Billed input tokens.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Billed output tokens, including reasoning.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>US dollars of the attempt.</summary>
    public double? CostUsd { get; init; }

    /// <summary>Answers of the attempt until it ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Turns { get; init; }

    /// <summary>Tests that passed at its end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TestsPassed { get; init; }

    /// <summary>Tests that failed at its end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TestsFailed { get; init; }

    /// <summary>Calls of tools that failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ToolErrors { get; init; }

    /// <summary>When the verdict was reached; null: when it is received.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The attempt was made independently of the results of other attempts, as in an evaluation suite.</summary>
    public bool IsIndependent => Endpoint is not null && Task is not null;
}
