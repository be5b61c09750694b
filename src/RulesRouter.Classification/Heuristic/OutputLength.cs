using RulesRouter.Catalog;
using RulesRouter.Tokens;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>The usual length of an answer to a task: new text, plus the part of the prompt that is repeated.</summary>
internal static class OutputLength
{
    private const double MaxTokens = 8_000;

    /// <summary>Enough for <see cref="MaxTokens"/>, so that the cost of a long prompt is bounded.</summary>
    private const int MaxCharacters = 48 * 1024;

    /// <returns>Tokens; an unknown task counts as chat.</returns>
    public static double Of(TaskKind? task, string prompt) => task switch
    {
        TaskKind.Autocomplete => 48,
        TaskKind.CodeGeneration => 350,
        TaskKind.UnitTestGeneration => 400 + 0.5 * Repeated(prompt),
        TaskKind.Debugging => 200 + 0.6 * Repeated(prompt),
        TaskKind.Refactor => 150 + 1.0 * Repeated(prompt),
        TaskKind.CodeReview => 300,
        TaskKind.Explain => 350,
        TaskKind.CodeReasoning => 250,
        TaskKind.Reasoning => 300,
        TaskKind.Knowledge => 120,
        TaskKind.Summarise => 80 + 0.1 * Repeated(prompt),
        TaskKind.Agentic => 1200,
        TaskKind.Chat or TaskKind.Other or null => 350,
    };

    /// <summary>Tokens of the prompt; a long one counts as one of <see cref="MaxCharacters"/>.</summary>
    private static double Repeated(string prompt) =>
        Math.Min(MaxTokens, TokenCounter.Count(prompt.AsSpan(0, Math.Min(prompt.Length, MaxCharacters))).Estimate);
}
