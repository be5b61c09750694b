using System.Globalization;
using RulesRouter.Classifiers.Data;
using RulesRouter.Diagnostics;

namespace RulesRouter.Classifiers.Measuring;

/// <summary>Which pairs are measured on which data sets, and why others are not.</summary>
/// <param name="Pairs">What is measured.</param>
/// <param name="Notes">A line for each data set that has both models of a pair asked for and is left out all the same.</param>
internal sealed record PairChoice(IReadOnlyList<(string DataSet, ModelPair Pair)> Pairs, IReadOnlyList<string> Notes)
{
    private const int FewestRows = 100;

    /// <summary>Where two models differ by less, APGR divides by next to nothing.</summary>
    private const double LeastGap = 0.05;

    /// <param name="rows">With outcomes, of any data sets.</param>
    /// <param name="asked">Empty: on each data set the models at the lower quartile and at the top.</param>
    /// <exception cref="UnknownModelException">A model asked for is in none of the rows, or no data set has both models of a pair.</exception>
    public static PairChoice Of(IReadOnlyList<OutcomeRow> rows, IReadOnlyList<ModelPair> asked)
    {
        var (pairs, notes) = (new List<(string, ModelPair)>(), new List<string>());
        var dataSets = rows.GroupBy(row => row.DataSet).OrderBy(set => set.Key, StringComparer.Ordinal).ToList();
        RefuseUnknown(rows, asked);
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

    private static string? WhyNot(List<OutcomeRow> both, ModelPair pair)
    {
        var gap = both.Average(row => row.Outcomes[pair.Strong] - row.Outcomes[pair.Weak]);
        return both.Count < FewestRows ? $"{both.Count} rows with both, at least {FewestRows} are needed"
            : gap <= -LeastGap ? $"`{pair.Weak}` is the stronger one here ({(-gap).ToString("F3", CultureInfo.InvariantCulture)}); write the weak model first"
            : gap < LeastGap ? $"the two are only {gap.ToString("F3", CultureInfo.InvariantCulture)} apart, at least {LeastGap.ToString("F2", CultureInfo.InvariantCulture)} is needed"
            : null;
    }

    private static void RefuseUnknown(IReadOnlyList<OutcomeRow> rows, IReadOnlyList<ModelPair> asked)
    {
        var models = rows.SelectMany(row => row.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var name in asked.SelectMany(pair => new[] { pair.Weak, pair.Strong }).Distinct().Where(name => !models.Contains(name)))
        {
            var help = Suggestion.DidYouMean(name, models);
            throw new UnknownModelException($"no row has an outcome of `{name}`; {(help.Length > 0 ? help : $"there are {models.Count} models, such as {string.Join(", ", models.Take(3).Select(model => $"`{model}`"))}")}");
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
