using System.Globalization;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Diagnostics;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Selects which pairs are measured on which data sets.</summary>
/// <param name="Pairs">What is measured.</param>
/// <param name="Notes">One line per data set that has both models of a requested pair but is not measured, with the reason.</param>
internal sealed record PairChoice(IReadOnlyList<(string DataSet, ModelPair Pair)> Pairs, IReadOnlyList<string> Notes)
{
    private const int MinRows = 100;

    /// <summary>Below this difference in accuracy APGR is unstable.</summary>
    private const double MinGap = 0.05;

    /// <param name="rows">Rows with outcomes, of any data sets.</param>
    /// <param name="asked">If empty: on each data set the models at the lower quartile and at the top.</param>
    /// <exception cref="UnknownModelException">
    /// A requested model is in none of the rows, or no data set has both models of a pair.
    /// </exception>
    public static PairChoice Of(IReadOnlyList<OutcomeRow> rows, IReadOnlyList<ModelPair> asked)
    {
        var (pairs, notes) = (new List<(string, ModelPair)>(), new List<string>());
        var dataSets = rows.GroupBy(row => row.DataSet).OrderBy(set => set.Key, StringComparer.Ordinal).ToList();
        RejectUnknown(rows, asked);
        foreach (var dataSet in dataSets)
        {
            foreach (var pair in asked.Count > 0 ? asked : Usual([.. dataSet]))
            {
                var both = dataSet.Where(row => PairTraining.IsOwn(row, pair, row.DataSet)).ToList();
                if (both.Count == 0)
                {
                    continue;
                }

                if (WhyNot(both, pair) is { } reason)
                {
                    notes.Add($"{dataSet.Key}: {pair} is not measured: {reason}");
                }
                else
                {
                    pairs.Add((dataSet.Key, pair));
                }
            }
        }

        return new PairChoice(pairs, notes);
    }

    /// <summary>Why rows that both models answered are not measured; null if they are.</summary>
    internal static string? WhyNot(IReadOnlyList<OutcomeRow> both, ModelPair pair)
    {
        var gap = both.Average(row => row.Outcomes[pair.Strong] - row.Outcomes[pair.Weak]);
        return both.Count < MinRows ? $"{both.Count} rows have outcomes of both, the minimum is {MinRows}"
            : gap <= -MinGap ? $"`{pair.Weak}` is the stronger one here ({(-gap).ToString("F3", CultureInfo.InvariantCulture)}); write the weak model first"
            : gap < MinGap ? $"their accuracies differ by {gap.ToString("F3", CultureInfo.InvariantCulture)} , the minimum is {MinGap.ToString("F2", CultureInfo.InvariantCulture)}"
            : null;
    }

    private static void RejectUnknown(IReadOnlyList<OutcomeRow> rows, IReadOnlyList<ModelPair> asked)
    {
        var models = rows.SelectMany(row => row.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var name in asked.SelectMany(pair => new[] { pair.Weak, pair.Strong }).Distinct().Where(name => !models.Contains(name)))
        {
            throw new UnknownModelException(
                $"no row has an outcome of `{name}`; {Suggestion.DidYouMean(name, models, $"there are {models.Count} models, such as {string.Join(", ", models.Take(3).Select(model => $"`{model}`"))}")}");
        }

        if (asked.FirstOrDefault(pair => !rows.Any(row => PairTraining.IsOwn(row, pair, row.DataSet))) is { } apart)
        {
            throw new UnknownModelException($"no row has outcomes of both `{apart.Weak}` and `{apart.Strong}`");
        }
    }

    private static IReadOnlyList<ModelPair> Usual(IReadOnlyList<OutcomeRow> dataSet)
    {
        var models = dataSet.SelectMany(row => row.Outcomes).GroupBy(outcome => outcome.Key)
            .Where(model => model.Count() == dataSet.Count)
            .OrderBy(model => model.Average(outcome => outcome.Value)).ThenBy(model => model.Key, StringComparer.Ordinal)
            .Select(model => model.Key).ToList();
        return models.Count < 2 ? [] : [new ModelPair(models[(models.Count - 1) / 4], models[^1])];
    }
}
