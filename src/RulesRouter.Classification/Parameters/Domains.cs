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
        _ => null,
    };

    public static string NameOf(Domain domain) => domain switch
    {
        Domain.CodeGeneration => "code generation",
        Domain.CodeReasoning => "code reasoning",
        _ => domain.ToString().ToLowerInvariant(),
    };
}
