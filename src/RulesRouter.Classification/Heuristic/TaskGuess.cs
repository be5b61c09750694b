using RulesRouter.Catalog;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>A task and the confidence of the rule that named it; null means that no rule did.</summary>
internal readonly record struct TaskGuess(TaskKind? Task, double Confidence)
{
    public static TaskGuess Unknown { get; } = new(null, 0);

    /// <summary>Null if no finer kind is recognised.</summary>
    public RequestKind? Kind { get; init; }

    public TaskGuess Refined(in TaskOutline outline) => this with { Kind = Task is { } task ? KindRules.Of(task, outline) : null };
}
