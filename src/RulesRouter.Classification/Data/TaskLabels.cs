using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Data;

/// <summary>What the labels of outcome files mean: the names of tasks, and those that benchmarks use instead.</summary>
internal static class TaskLabels
{
    public static TaskKind? Of(string? label) => label switch
    {
        null or "" or "general" => null,
        "refactor-edit" => TaskKind.Refactor,
        "general-chat" => TaskKind.Chat,
        "agentic-debugging" => TaskKind.Agentic,
        "code completion" => TaskKind.CodeGeneration,
        "code debugging" or "non-code debugging" => TaskKind.Debugging,
        "knowledge question-answering" => TaskKind.Knowledge,
        _ => TaskNames.TryParse(label, out var task) ? task : null,
    };
}
