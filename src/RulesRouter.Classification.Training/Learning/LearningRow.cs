using RulesRouter.Classifiers.Parameters;
namespace RulesRouter.Classifiers.Training.Learning;

/// <param name="Labels">One per target, in [0, 1].</param>
/// <param name="Weights">One per target; 0 for a target without a label.</param>
/// <param name="Vector">Features of the prompt.</param>
/// <param name="Source">The benchmark, or the part of one, that the row belongs to.</param>
/// <param name="Group">Rows of one group are never on both sides of a split.</param>
internal sealed record LearningRow(PromptVector Vector, string Source, string Group, float[] Labels, float[] Weights)
{
    /// <summary>The answers of all models, if success by ability is trained.</summary>
    public IReadOnlyList<LearningAnswer> Answers { get; init; } = [];
}
