using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Measures the shipped method (success by ability) on each data set, trained without the data set's whole family.</summary>
internal static class FamiliesLeftOut
{
    public static IEnumerable<PairMeasurement> Measure(
        IReadOnlyList<PairRows> asked, IReadOnlyList<OutcomeRow> training, int replicates, int seed, IProgress<string>? progress)
    {
        foreach (var dataSet in asked.GroupBy(rows => rows.Rows[0].DataSet))
        {
            progress?.Report($"without the family of {dataSet.Key}");
            var tested = dataSet.SelectMany(rows => rows.Rows).Distinct().ToList();
            var families = tested.Select(Families.Of).ToHashSet();
            var left = training.Where(row => row.DataSet != dataSet.Key && !families.Contains(Families.Of(row))).ToList();
            var classifier = new TrainedClassifier(
                ClassifierTraining.TrainDomains(LeakGuard.Without(left, tested), seed, only: DomainsOf(tested)), "measured");
            foreach (var rows in dataSet)
            {
                AbilityPrediction.Predict(rows, [.. Enumerable.Range(0, rows.Rows.Count)], classifier);
                Array.Clear(rows.TaskMean);
                yield return PairMeasuring.Measure(rows, "by ability, family left out", false, replicates, seed);
            }
        }
    }

    /// <summary>The domains that score the rows; null: all, since a row without a task is classified.</summary>
    private static HashSet<Domain>? DomainsOf(List<OutcomeRow> rows) =>
        rows.Any(row => row.Kind is null) ? null : [.. rows.Select(row => row.Domain).OfType<Domain>()];
}
