using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>The usual length of an answer to a task: new text, plus the part of the prompt that is repeated.</summary>
internal static class OutputLength
{
    /// <returns>Tokens; an unknown task counts as chat.</returns>
    public static double Of(TaskKind? task, double promptTokens) => task switch
    {
        TaskKind.Autocomplete => 48,
        TaskKind.CodeGeneration => 350,
        TaskKind.UnitTestGeneration => 400 + 0.5 * Repeated(promptTokens),
        TaskKind.Debugging => 200 + 0.6 * Repeated(promptTokens),
        TaskKind.Refactor => 150 + 1.0 * Repeated(promptTokens),
        TaskKind.CodeReview => 300,
        TaskKind.Explain => 350,
        TaskKind.CodeReasoning => 250,
        TaskKind.Reasoning => 300,
        TaskKind.Knowledge => 120,
        TaskKind.Summarise => 80 + 0.1 * Repeated(promptTokens),
        TaskKind.Agentic => 1200,
        TaskKind.Chat or TaskKind.Other or null => 350,
    };

    private static double Repeated(double promptTokens) => Math.Min(promptTokens, 8000);
}
