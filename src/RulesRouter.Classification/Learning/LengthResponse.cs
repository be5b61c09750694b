using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Learning;

/// <summary>
/// A prompt is the harder the more there is in it: in nearly every source prompts with more distinct n-grams are harder for all models. That
/// holds where heads know nothing of a source, and where they know it, it steadies them.
/// </summary>
/// <param name="Slope">Within a source, on the logit scale; 0 or below.</param>
/// <param name="Middle">The <see cref="DenseFeatures.Richness"/> at which chances are those of the mean.</param>
internal sealed record LengthResponse(float Slope, float Middle)
{
    /// <summary>
    /// What is kept of the slope where no source is near. Between sources it does not hold: abilities are stated for a kind of prompts as
    /// long as they are. A quarter ranks prompts of one kind, and moves the mean of another kind little.
    /// </summary>
    private const double Kept = 0.25;

    /// <summary>What is left of that where not even the kind's own middle is known.</summary>
    private const double KeptOfUnknown = 0.5;

    private const double Steepest = -0.5;

    /// <summary>No source counts for more prompts.</summary>
    private const double MostOfASource = 300;

    /// <summary>The pull towards no slope, as a share of what the answers can say.</summary>
    private const double Pull = 0.01;

    /// <summary>
    /// Within so much of the middle a prompt is a long or a short one of its kind; farther off it is more and more of another kind, which
    /// says less and less.
    /// </summary>
    private const double Near = 0.5;

    /// <summary>By how much the chance differs from the ability, on the logit scale.</summary>
    /// <param name="richness">Of the prompt.</param>
    /// <param name="distance">See <see cref="Familiarity.Distance"/>: from 0 to 1 less is kept of the slope.</param>
    public double Difference(float richness, float distance) => (1 - (1 - Kept) * Math.Clamp(distance, 0, 1)) * WithinSource(richness);

    /// <summary>The same of a prompt of a kind that nothing was learnt about.</summary>
    public double DifferenceOfUnknown(float richness) => KeptOfUnknown * Kept * WithinSource(richness);

    /// <summary>The same slope around the mean of other rows, every source counting alike.</summary>
    public LengthResponse Around(IReadOnlyList<LearningRow> rows) => this with { Middle = (float)rows.GroupBy(row => row.Source).Average(MeanOf) };

    /// <param name="domains">Each domain's rows, with their answers.</param>
    public static LengthResponse Fit(IReadOnlyList<IReadOnlyList<LearningRow>> domains)
    {
        var sources = domains.SelectMany(rows => rows.GroupBy(row => row.Source).OrderBy(source => source.Key, StringComparer.Ordinal)).ToList();
        if (sources.Count == 0)
        {
            return new LengthResponse(0, 0);
        }

        var fitted = LogitFit.Weights([.. sources.SelectMany(ExamplesOf)], [0], Pull)[0];
        return new LengthResponse((float)Math.Clamp(fitted, Steepest, 0), (float)sources.Average(MeanOf));
    }

    private double WithinSource(float richness) =>
        Slope * Math.Sign(richness - Middle) * Near * Math.Log(1 + Math.Abs(richness - Middle) / Near);

    private static IEnumerable<LogitExample> ExamplesOf(IEnumerable<LearningRow> source)
    {
        var rows = source.ToList();
        var (mean, weight) = (MeanOf(rows), Math.Min(1, MostOfASource / rows.Count));
        return rows.SelectMany(row => row.Answers.Select(answer =>
            new LogitExample(Logistic.LogitOf(answer.Ability), [RichnessOf(row) - mean], answer.Success, weight / row.Answers.Count)));
    }

    private static double MeanOf(IEnumerable<LearningRow> rows) => rows.Average(RichnessOf);

    private static double RichnessOf(LearningRow row) => row.Vector.Dense[DenseFeatures.Richness];
}
