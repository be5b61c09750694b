using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Training.Data;

/// <summary>The labels of finer kinds in labelled data.</summary>
internal static class KindLabels
{
    /// <summary>Null if the label does not say which kind it is.</summary>
    public static RequestKind? Of(string? label, TaskKind? task) => (task, label?.Split(':')[0]) switch
    {
        (_, null) => null,
        (TaskKind.Other, "assistant-command") when label.EndsWith(":translate", StringComparison.Ordinal) => RequestKind.Translate,
        (TaskKind.Other, "translation") => RequestKind.Translate,
        (TaskKind.Other, "extraction") => RequestKind.Extraction,
        (TaskKind.Other, "rewriting") => RequestKind.Rewriting,
        (TaskKind.Other, "commit-message") => RequestKind.CommitMessage,
        (TaskKind.Other, "ide-doc" or "tool-docstring" or "tool-generate-docs") => RequestKind.Documentation,
        (TaskKind.Other, "roleplay") => RequestKind.RolePlay,
        (TaskKind.Other, "assistant-command" or "customer-support" or "formatting") => RequestKind.Other,
        (TaskKind.CodeGeneration, "sql") => RequestKind.DataQuery,
        (TaskKind.CodeGeneration, "shell") => RequestKind.Shell,
        (TaskKind.CodeGeneration, "regex") => RequestKind.Regex,
        (TaskKind.CodeGeneration, "kubernetes") => RequestKind.Infrastructure,
        (TaskKind.CodeGeneration, "exercise" or "python" or "typescript-types") => RequestKind.Other,
        (TaskKind.Knowledge, "rag-context") => RequestKind.ContextQuestion,
        (TaskKind.Knowledge, "factoid" or "interview" or "trivia") => RequestKind.Other,
        (TaskKind.Summarise, "diff-summary") => RequestKind.DiffSummary,
        (TaskKind.Summarise, "abstract" or "meeting") => RequestKind.Other,
        _ => null,
    };
}
