using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Fits the effect of a prompt's length.</summary>
internal static class LengthResponseTraining
{
    private const double Steepest = -0.5;

    /// <summary>Maximum number of prompts that one source counts for.</summary>
    private const double MaxRowsPerSource = 300;

    /// <summary>Strength of the prior (no slope), as a share of the answers' information.</summary>
    private const double Pull = 0.01;

    /// <summary>The same slope centred on the mean of other rows, with equal weight per source.</summary>
    public static LengthResponse Around(this LengthResponse lengths, IReadOnlyList<LearningRow> rows) =>
        lengths with { Middle = (float)rows.GroupBy(row => row.Source).Average(MeanOf) };

    /// <param name="domains">Each domain's rows, with their answers.</param>
    public static LengthResponse Fit(IReadOnlyList<IReadOnlyList<LearningRow>> domains)
    {
        var sources = domains.SelectMany(rows => rows.GroupBy(row => row.Source).OrderBy(source => source.Key, StringComparer.Ordinal))
            .ToList();
        if (sources.Count == 0)
        {
            return new LengthResponse(0, 0);
        }

        var fitted = LogitFit.Weights([.. sources.SelectMany(ExamplesOf)], [0], Pull)[0];
        return new LengthResponse((float)Math.Clamp(fitted, Steepest, 0), (float)sources.Average(MeanOf));
    }

    private static IEnumerable<LogitExample> ExamplesOf(IEnumerable<LearningRow> source)
    {
        var rows = source.ToList();
        var (mean, weight) = (MeanOf(rows), Math.Min(1, MaxRowsPerSource / rows.Count));
        return rows.SelectMany(row => row.Answers.Select(answer =>
            new LogitExample(
                Logistic.LogitOf(answer.Ability),
                [LengthResponse.ShareAt(answer.Ability) * (LengthOf(row) - mean)],
                answer.Success,
                weight / row.Answers.Count)));
    }

    private static double MeanOf(IEnumerable<LearningRow> rows) => rows.Average(LengthOf);

    private static double LengthOf(LearningRow row) => row.Vector.Dense[DenseFeatures.Length];
}
