using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>Which domain a task belongs to. A task without outcome data has none.</summary>
internal static class Domains
{
    public const int Count = 5;

    public static Domain? Of(TaskKind? task) => task switch
    {
        TaskKind.CodeGeneration or TaskKind.UnitTestGeneration => Domain.CodeGeneration,
        TaskKind.CodeReasoning => Domain.CodeReasoning,
        TaskKind.Debugging => Domain.Debugging,
        TaskKind.Reasoning => Domain.Reasoning,
        TaskKind.Knowledge => Domain.Knowledge,
        TaskKind.Autocomplete or TaskKind.Refactor or TaskKind.CodeReview or TaskKind.Explain or TaskKind.Summarise or TaskKind.Chat
            or TaskKind.Agentic or TaskKind.Other or null => null,
    };

    public static string NameOf(Domain domain) => domain switch
    {
        Domain.CodeGeneration => "code generation",
        Domain.CodeReasoning => "code reasoning",
        Domain.Debugging or Domain.Reasoning or Domain.Knowledge => domain.ToString().ToLowerInvariant(),
    };
}
