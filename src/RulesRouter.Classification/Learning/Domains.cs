using RulesRouter.Classifiers.Data;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Learning;

/// <summary>Which heads serve which task. A task without outcomes to learn from has none, and its chances stay those of the mean.</summary>
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

    /// <summary>A row of unknown task, in a file of outcomes, is most like general knowledge.</summary>
    public static Domain? Of(OutcomeRow row) => row.Kind is { } task ? Of(task) : Domain.Knowledge;
}
