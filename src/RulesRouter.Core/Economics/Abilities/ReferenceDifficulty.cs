using RulesRouter.Catalog;

namespace RulesRouter.Economics.Abilities;

/// <summary>
/// How hard a task of medium difficulty is before an outcome is known, in logits on the scale of abilities. Those of reasoning,
/// knowledge and reasoning about code are where the outcomes of public benchmarks put them; the others are conventions: agentic work is
/// the hardest, as one answer has to carry most, and a chat or a completion the easiest. A policy may state its own, and outcomes move it.
/// </summary>
internal static class ReferenceDifficulty
{
    public static double Of(TaskKind task) => task switch
    {
        TaskKind.Autocomplete => -1.5,
        TaskKind.CodeGeneration => -0.5,
        TaskKind.UnitTestGeneration => -0.25,
        TaskKind.Debugging => 0,
        TaskKind.Refactor => 0,
        TaskKind.CodeReview => 0,
        TaskKind.Explain => -1,
        TaskKind.CodeReasoning => -1.5,
        TaskKind.Reasoning => -1.5,
        TaskKind.Knowledge => -1.5,
        TaskKind.Summarise => -1.25,
        TaskKind.Chat => -1.25,
        TaskKind.Agentic => 0.25,
        TaskKind.Other => -0.5,
    };
}
