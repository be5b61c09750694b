namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>How what is served ranks prompts of families that it never saw, beside what needs no training.</summary>
/// <param name="Name">The domain, or <c>all</c>.</param>
/// <param name="Pairs">Number of pairs of models on data sets.</param>
/// <param name="Success">By the gain in success probability from the strong model.</param>
/// <param name="Difficulty">By difficulty: hard prompts go to the strong model.</param>
internal sealed record ContestFigures(string Name, int Pairs, ContestScore Success, ContestScore Difficulty)
{
    /// <summary>Without pairs nothing is known.</summary>
    public bool IsNoWorse => Pairs > 0 && Success.IsNoWorse && Difficulty.IsNoWorse;

    public static ContestFigures Of(string name, IReadOnlyList<PairMeasurement> pairs) => new(
        name, pairs.Count, ContestScore.Of(pairs, pair => pair.Over), ContestScore.Of(pairs, pair => pair.DifficultyOver));
}
