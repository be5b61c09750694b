namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// How far a prompt is from the sources of the training rows. On sources that they never saw, heads rank prompts hardly better than
/// chance, and with confidence; such a prompt is recognised by words and n-grams that are rare in every source.
/// </summary>
/// <param name="Sources">At most <see cref="MaxSources"/>.</param>
internal sealed record Familiarity(IReadOnlyList<FamiliarSource> Sources)
{
    public const int MaxSources = 8;

    /// <summary>Nothing is familiar.</summary>
    public static Familiarity None { get; } = new([]);

    /// <summary>
    /// The distance from which on heads say nothing and the effect of length alone ranks prompts. Chosen on the training rows: with each
    /// family left out in turn, heads that reach further rank its prompts worse than their length does.
    /// </summary>
    private const double Reach = 0.5;

    /// <summary>The share of a prediction that is kept, in [0, 1].</summary>
    public static double TrustAt(float distance) => Math.Clamp(1 - distance / Reach, 0, 1);

    /// <summary>Distance to the nearest source: 0 is its median, 1 the 97th percentile of its own prompts.</summary>
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
