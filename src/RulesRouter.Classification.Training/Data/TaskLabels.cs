using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Training.Data;

/// <summary>The labels of outcome files: task names, and the synonyms that benchmarks use.</summary>
internal static class TaskLabels
{
    /// <summary>Parts of mixed benchmarks whose prompts all have one task.</summary>
    private static readonly (string Part, TaskKind Task)[] Sources =
    [
        ("gsm", TaskKind.Reasoning), ("math", TaskKind.Reasoning), ("mbpp", TaskKind.CodeGeneration), ("mmlu", TaskKind.Knowledge),
        ("trivia_qa", TaskKind.Knowledge), ("natural_qa", TaskKind.Knowledge), ("openbook_qa", TaskKind.Knowledge),
        ("arc_challenge", TaskKind.Knowledge), ("commonsense_qa", TaskKind.Knowledge),
    ];

    public static TaskKind? Of(string? label, string source) => label switch
    {
        null or "" => null,
        "general" => OfSource(source),
        "refactor-edit" => TaskKind.Refactor,
        "general-chat" => TaskKind.Chat,
        "agentic-debugging" => TaskKind.Agentic,
        "code completion" => TaskKind.CodeGeneration,
        "code debugging" or "non-code debugging" => TaskKind.Debugging,
        "knowledge question-answering" => TaskKind.Knowledge,
        _ => EnumNames<TaskKind>.TryParse(label, out var task) ? task : null,
    };

    private static TaskKind? OfSource(string source)
    {
        foreach (var (part, task) in Sources)
        {
            if (source.Contains(part, StringComparison.Ordinal))
            {
                return task;
            }
        }

        return null;
    }
}
