using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The pairs of all published figures: a cheap and a dear model of one time, between which teams route.</summary>
internal static class PublishedPairs
{
    private static readonly ModelPair[] All =
    [
        new("mixtral-8x7b", "gpt-4-1106"),
        new("gpt-4o-mini-2024-07-18", "o1-mini-2024-09-12"),
        new("claude-3-haiku-20240307", "claude-3-5-sonnet-20241022"),
        new("gpt-35-turbo", "gpt-4"),
        new("gemma-2-9b-it", "llama-3.1-nemotron-51b-instruct"),
    ];

    /// <summary>Those with outcomes of both models; empty for other data.</summary>
    public static IReadOnlyList<ModelPair> In(IReadOnlyList<OutcomeRow> rows) =>
        [.. All.Where(pair => rows.Any(row => PairTraining.IsOwn(row, pair, row.DataSet)))];
}
