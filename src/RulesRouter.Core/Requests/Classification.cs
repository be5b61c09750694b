namespace RulesRouter.Requests;

/// <summary>What a classifier believes about a prompt. Every member may be unknown; none ever decides compliance.</summary>
public sealed record Classification
{
    public static Classification Unknown { get; } = new() { Source = ClassificationSource.None };

    /// <summary>Null: the classifier does not know.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>Probability in [0, 1] that <see cref="Task"/> is right; 0 where the task is unknown.</summary>
    public double TaskConfidence { get; init; }

    /// <summary>In [0, 1]: 0 is solved by every model, 1 by none. Null: unknown. Quantised to 1/1000.</summary>
    public double? Difficulty { get; init; }

    /// <summary>Expected length of the answer in tokens, reasoning included. Null: unknown.</summary>
    public double? OutputTokens { get; init; }

    /// <summary>Estimated length of all messages in tokens. Null: unknown.</summary>
    public double? InputTokens { get; init; }

    /// <summary>The text looks as if it held code. Null: nobody looked.</summary>
    public bool? HasCode { get; init; }

    /// <summary>P(success) by ability level, weakest first; empty where nothing was learnt.</summary>
    public IReadOnlyList<AbilityChance> Success { get; init; } = [];

    /// <summary>The prompt is unlike the training data, so estimates were shrunk towards the task's mean.</summary>
    public bool OutOfDistribution { get; init; }

    public required ClassificationSource Source { get; init; }

    public ComplexityTier? Tier => Difficulty is { } difficulty ? ComplexityTiers.Of(difficulty) : null;
}
