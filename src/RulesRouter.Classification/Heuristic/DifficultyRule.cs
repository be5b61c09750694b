using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>
/// A rough difficulty within a task: longer prompts, deeper code, formulas and changes of many lines are harder. Used for tasks without
/// outcome data.
/// </summary>
internal static class DifficultyRule
{
    /// <summary>The largest difficulty of small talk, and below the smallest of agentic work.</summary>
    private const double MaxChat = 0.35;
    private const double MinAgentic = 0.4;

    /// <summary>How far a refactoring reaches is seldom in its text: a short one never counts as easy.</summary>
    private const double MinRefactor = 0.35;

    /// <summary>A completion is a few tokens, however long its context is.</summary>
    private const double MaxAutocomplete = 0.3;

    /// <summary>
    /// False for debugging in one line without code: "fix the race in the scheduler" says nothing of how hard that is, and every training
    /// row of debugging has its code.
    /// </summary>
    public static bool CanJudge(TaskKind? task, in PromptFeatures features) =>
        task != TaskKind.Debugging || features.HasCode || features.Lines > 1;

    /// <returns>In [0.02, 0.95].</returns>
    public static double Of(TaskKind task, in PromptFeatures features)
    {
        var within = Within(features);
        return Math.Round(
            task switch
            {
                TaskKind.Chat => within * MaxChat,
                TaskKind.Autocomplete => within * MaxAutocomplete,
                TaskKind.Agentic => MinAgentic + within * (1 - MinAgentic),
                TaskKind.Refactor => MinRefactor + within * (1 - MinRefactor),
                TaskKind.CodeGeneration or TaskKind.UnitTestGeneration or TaskKind.Debugging or TaskKind.CodeReview or TaskKind.Explain
                    or TaskKind.CodeReasoning or TaskKind.Reasoning or TaskKind.Knowledge or TaskKind.Summarise or TaskKind.Other => within,
                _ => throw new UnreachableException($"{task}"),
            },
            3);
    }

    private static double Within(in PromptFeatures features)
    {
        var logit = -1.6
            + 0.35 * Math.Log(1 + features.Characters / 200.0)
            + 0.25 * Math.Log(1 + features[Signal.Loops] + features[Signal.Branches])
            + 0.30 * Math.Log(1 + features[Signal.Mathematics] + features[Signal.Backslashes])
            + 0.10 * Math.Log(1 + features[Signal.Numbers])
            + 0.20 * Math.Log(1 + features[Signal.DiffAdded] + features[Signal.DiffRemoved])
            + 0.40 * Math.Min(1, features[Signal.Agent]);
        return Math.Clamp(1 / (1 + Math.Exp(-logit)), 0.05, 0.95);
    }
}
