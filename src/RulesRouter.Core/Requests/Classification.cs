using RulesRouter.Catalog;

namespace RulesRouter.Requests;

/// <summary>A classifier's prediction about a prompt. Every member may be unknown; none ever decides compliance.</summary>
internal sealed record Classification
{
    public static Classification Unknown { get; } = new() { Source = ClassificationSource.None };

    /// <summary>Null: the classifier abstains.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>Probability in [0, 1] that <see cref="Task"/> is right; 0 where the task is unknown.</summary>
    public double TaskConfidence { get; init; }

    /// <summary>What the task is about in more detail. Null: no finer kind is recognised.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>
    /// In [0, 1]: 0 is solved by every model, 1 by none. Compare it within a task only. Null: unknown, as for every prompt whose task is
    /// unknown or that is <see cref="OutOfDistribution"/>. Quantised to 1/1000.
    /// </summary>
    public double? Difficulty { get; init; }

    /// <summary>Expected length of the answer in tokens, reasoning included. Null: unknown.</summary>
    public double? OutputTokens { get; init; }

    /// <summary>Estimated length of all messages in tokens. Null: unknown.</summary>
    public double? InputTokens { get; init; }

    /// <summary>The prompt seems to contain code. Null: not checked.</summary>
    public bool? HasCode { get; init; }

    /// <summary>P(success) by ability level, weakest first; empty where nothing was learned.</summary>
    public IReadOnlyList<AbilityChance> Success { get; init; } = [];

    /// <summary>The prompt is unlike the training data, so estimates were shrunk towards the task's mean.</summary>
    public bool OutOfDistribution { get; init; }

    public required ClassificationSource Source { get; init; }

    /// <summary>
    /// P(success) of a model of this ability: between the levels in <see cref="Success"/>, and towards never and always beyond them.
    /// Null where nothing was learned.
    /// </summary>
    /// <param name="ability">In [0, 1].</param>
    public double? SuccessAt(double ability)
    {
        if (Success.Count == 0)
        {
            return null;
        }

        var (lower, upper) = (new AbilityChance(0, 0), new AbilityChance(1, 1));
        for (var level = 0; level < Success.Count; level++)
        {
            var known = Success[level];
            if (known.Ability >= ability)
            {
                upper = known;
                break;
            }

            lower = known;
        }

        var share = upper.Ability > lower.Ability ? (ability - lower.Ability) / (upper.Ability - lower.Ability) : 1;
        return lower.Probability + share * (upper.Probability - lower.Probability);
    }

    public ComplexityTier? Tier => Difficulty is { } difficulty ? ComplexityTiers.Of(difficulty) : null;
}
