using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>A task and how sure its rule is; no task is "I do not know".</summary>
internal readonly record struct TaskGuess(TaskKind? Task, double Confidence)
{
    public static TaskGuess Unknown { get; } = new(null, 0);
}
