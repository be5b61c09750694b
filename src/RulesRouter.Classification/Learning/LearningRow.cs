namespace RulesRouter.Classifiers.Learning;

/// <param name="Labels">One a target, in [0, 1].</param>
/// <param name="Weights">One a target; 0 where the row says nothing about it.</param>
/// <param name="Vector">What is known of the prompt.</param>
/// <param name="Source">The benchmark, or the part of one, that it is from.</param>
/// <param name="Group">Rows of one group are never on both sides of a split.</param>
internal sealed record LearningRow(PromptVector Vector, string Source, string Group, float[] Labels, float[] Weights)
{
    /// <summary>Every model's, where chances by ability are learnt.</summary>
    public IReadOnlyList<LearningAnswer> Answers { get; init; } = [];
}
