using RulesRouter.Classifiers.Data;

namespace RulesRouter.Classifiers.Measuring;

/// <summary>Which pairs are measured on a data set: those asked for that it has, or one of its own.</summary>
internal static class PairChoice
{
    private const int FewestRows = 100;

    /// <summary>Where two models differ by less, APGR divides by next to nothing.</summary>
    private const double LeastGap = 0.05;

    public static IReadOnlyList<ModelPair> Of(IReadOnlyList<OutcomeRow> dataSet, IReadOnlyList<ModelPair> asked)
    {
        bool Has(ModelPair pair)
        {
            var both = dataSet.Where(row => PairTraining.IsOwn(row, pair, row.DataSet)).ToList();
            return both.Count >= FewestRows && both.Average(row => row.Outcomes[pair.Strong] - row.Outcomes[pair.Weak]) >= LeastGap;
        }

        if (asked.Count > 0)
        {
            return [.. asked.Where(Has)];
        }

        var models = dataSet.SelectMany(row => row.Outcomes).GroupBy(outcome => outcome.Key)
            .Where(model => model.Count() == dataSet.Count)
            .OrderBy(model => model.Average(outcome => outcome.Value)).ThenBy(model => model.Key, StringComparer.Ordinal)
            .Select(model => model.Key).ToList();
        return models.Count < 2 || dataSet.Count < FewestRows ? [] :
            new[] { new ModelPair(models[(models.Count - 1) / 4], models[^1]) }.Where(Has).ToList();
    }
}
