namespace RulesRouter.Classifiers.Learning;

/// <summary>
/// How far prompts are from the sources that were learnt from. Heads rank prompts of a source that they never saw hardly better than a
/// coin, and with confidence; what tells such a prompt is that its words and n-grams are rare in every source.
/// </summary>
/// <param name="Sources">At most <see cref="MostSources"/>.</param>
internal sealed record Familiarity(IReadOnlyList<FamiliarSource> Sources)
{
    public const int MostSources = 8;

    /// <summary>Nothing is familiar.</summary>
    public static Familiarity None { get; } = new([]);

    /// <summary>Adds the rows' sources; the largest are kept.</summary>
    public Familiarity With(IReadOnlyList<LearningRow> rows, int seed) => new(
    [
        .. rows.GroupBy(row => row.Source).OrderBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => FamiliarSource.Learn([.. source], seed)).OfType<FamiliarSource>()
            .Concat(Sources)
            .OrderByDescending(source => source.Rows)
            .Take(MostSources),
    ]);

    /// <summary>
    /// What of a prediction is left where nothing like the prompt was seen. Chosen, with the place where trust begins to fall, on the training
    /// rows alone: with each family left out in turn more did harm, and within familiar sources less cost more.
    /// </summary>
    private const double LeastTrust = 0.1;

    public static double TrustAt(float distance) => 1 - (1 - LeastTrust) * Math.Clamp(distance, 0, 1);

    /// <summary>To the nearest source: 0 is its middle, 1 the limit that 97% of its own prompts are within.</summary>
    public float Distance(ReadOnlySpan<int> buckets)
    {
        var nearest = float.MaxValue;
        foreach (var source in Sources)
        {
            nearest = MathF.Min(nearest, source.Distance(buckets));
        }

        return nearest;
    }
}
