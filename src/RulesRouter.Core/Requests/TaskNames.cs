using System.Collections.Frozen;

namespace RulesRouter.Requests;

/// <summary>The spelling of tasks in policies, requests, the catalog and outcome files.</summary>
public static class TaskNames
{
    /// <summary>Every spelling, in the order of <see cref="TaskKind"/>: <c>All[(int)kind]</c> is the name of <c>kind</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "autocomplete", "code-generation", "unit-test-generation", "debugging", "refactor", "code-review", "explain",
        "code-reasoning", "reasoning", "knowledge", "summarise", "chat", "agentic", "other",
    ];

    private static readonly FrozenDictionary<string, TaskKind> ByName =
        All.Select((name, index) => (name, kind: (TaskKind)index)).ToFrozenDictionary(pair => pair.name, pair => pair.kind);

    public static string NameOf(TaskKind task) => All[(int)task];

    public static bool TryParse(string name, out TaskKind task) => ByName.TryGetValue(name, out task);
}
