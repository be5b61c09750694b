using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>A task and the confidence of the rule that named it; null means that no rule did.</summary>
internal readonly record struct TaskGuess(TaskKind? Task, double Confidence)
{
    public static TaskGuess Unknown { get; } = new(null, 0);
}
