using RulesRouter.Classifiers.Data;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Learning;

/// <summary>Which heads serve which task. A task without outcomes to learn from has none, and its chances stay those of the mean.</summary>
internal static class Domains
{
    public const int Count = 3;

    public static Domain? Of(TaskKind? task) => task switch
    {
        TaskKind.CodeGeneration or TaskKind.CodeReasoning or TaskKind.Debugging or TaskKind.UnitTestGeneration => Domain.Code,
        TaskKind.Reasoning => Domain.Reasoning,
        TaskKind.Knowledge => Domain.Knowledge,
        _ => null,
    };

    /// <summary>A row of unknown task, in a file of outcomes, is most like general knowledge.</summary>
    public static Domain? Of(OutcomeRow row) => row.Kind is { } task ? Of(task) : Domain.Knowledge;
}
