using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Training.Data;

/// <summary>The labels of finer kinds in labelled data.</summary>
internal static class KindLabels
{
    private static readonly Dictionary<(TaskKind Task, string Label), RequestKind> Known = new()
    {
        [(TaskKind.Other, "translation")] = RequestKind.Translate,
        [(TaskKind.Other, "extraction")] = RequestKind.Extraction,
        [(TaskKind.Other, "rewriting")] = RequestKind.Rewriting,
        [(TaskKind.Other, "commit-message")] = RequestKind.CommitMessage,
        [(TaskKind.Other, "ide-doc")] = RequestKind.Documentation,
        [(TaskKind.Other, "tool-docstring")] = RequestKind.Documentation,
        [(TaskKind.Other, "tool-generate-docs")] = RequestKind.Documentation,
        [(TaskKind.Other, "roleplay")] = RequestKind.RolePlay,
        [(TaskKind.Other, "assistant-command")] = RequestKind.Other,
        [(TaskKind.Other, "customer-support")] = RequestKind.Other,
        [(TaskKind.Other, "formatting")] = RequestKind.Other,
        [(TaskKind.CodeGeneration, "sql")] = RequestKind.DataQuery,
        [(TaskKind.CodeGeneration, "shell")] = RequestKind.Shell,
        [(TaskKind.CodeGeneration, "regex")] = RequestKind.Regex,
        [(TaskKind.CodeGeneration, "kubernetes")] = RequestKind.Infrastructure,
        [(TaskKind.CodeGeneration, "exercise")] = RequestKind.Other,
        [(TaskKind.CodeGeneration, "python")] = RequestKind.Other,
        [(TaskKind.CodeGeneration, "typescript-types")] = RequestKind.Other,
        [(TaskKind.Knowledge, "rag-context")] = RequestKind.ContextQuestion,
        [(TaskKind.Knowledge, "factoid")] = RequestKind.Other,
        [(TaskKind.Knowledge, "interview")] = RequestKind.Other,
        [(TaskKind.Knowledge, "trivia")] = RequestKind.Other,
        [(TaskKind.Summarise, "diff-summary")] = RequestKind.DiffSummary,
        [(TaskKind.Summarise, "abstract")] = RequestKind.Other,
        [(TaskKind.Summarise, "meeting")] = RequestKind.Other,
    };

    /// <summary>Null if the label does not say which kind it is.</summary>
    public static RequestKind? Of(string? label, TaskKind? task)
    {
        if (label is null || task is not { } known)
        {
            return null;
        }

        return label == "assistant-command:translate" ? RequestKind.Translate
            : Known.TryGetValue((known, label.Split(':')[0]), out var kind) ? kind
            : null;
    }
}
