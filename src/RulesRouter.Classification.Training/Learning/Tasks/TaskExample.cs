using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>A labelled request, or a variant of one, as the task heads learn from it.</summary>
/// <param name="Row">Rows have one number; the variants of a row share it.</param>
/// <param name="Vector">Its features.</param>
/// <param name="Task">The label.</param>
/// <param name="Source">Where it is from; a split never divides a source.</param>
/// <param name="Weight">The variants of a row share about the weight of one row.</param>
internal sealed record TaskExample(int Row, TaskVector Vector, TaskKind Task, string Source, float Weight);
