using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>The task heads' logits for a row of a source that they were not trained on.</summary>
/// <param name="Row">The row.</param>
/// <param name="Fold">The fold that was left out.</param>
/// <param name="Tasks">The tasks of the heads.</param>
/// <param name="Logits">One per task.</param>
/// <param name="IsForeign">Whether the instruction has letters that English has not.</param>
internal sealed record LeftOutPrediction(OutcomeRow Row, int Fold, TaskKind[] Tasks, float[] Logits, bool IsForeign);
