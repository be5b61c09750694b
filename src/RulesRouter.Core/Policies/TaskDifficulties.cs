using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Policies;

/// <summary>Reference difficulties that a policy or rule states, in logits on the scale of abilities. Equal by value.</summary>
public sealed class TaskDifficulties(ImmutableSortedDictionary<TaskKind, double> byTask) : IEquatable<TaskDifficulties>
{
    /// <summary>States none.</summary>
    public static TaskDifficulties None { get; } = new(ImmutableSortedDictionary<TaskKind, double>.Empty);

    /// <summary>By task, in the order of tasks.</summary>
    public IEnumerable<KeyValuePair<TaskKind, double>> Stated => byTask;

    /// <summary>Null: the catalog's reference applies.</summary>
    public double? Of(TaskKind task) => byTask.TryGetValue(task, out var difficulty) ? difficulty : null;

    /// <summary>These, with another's for tasks that these do not state.</summary>
    public TaskDifficulties Over(TaskDifficulties wider) => new(wider.Stated.Aggregate(
        byTask,
        (all, stated) => all.ContainsKey(stated.Key) ? all : all.Add(stated.Key, stated.Value)));

    public bool Equals(TaskDifficulties? other) => other is not null && Stated.SequenceEqual(other.Stated);

    public override bool Equals(object? obj) => Equals(obj as TaskDifficulties);

    public override int GetHashCode() =>
        Stated.Aggregate(0, (hash, stated) => HashCode.Combine(hash, stated.Key, stated.Value));
}
