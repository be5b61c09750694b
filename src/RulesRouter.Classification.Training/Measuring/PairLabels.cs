using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>A pair's training labels by row: smoothed outcomes, and the gain of its group over the mean.</summary>
internal sealed class PairLabels
{
    private readonly Dictionary<(string DataSet, string Id), PairLabel> labels = [];

    /// <param name="own">Rows that both models answered.</param>
    /// <param name="training">Those and the rest of the family.</param>
    public PairLabels(IReadOnlyList<OutcomeRow> own, IReadOnlyList<OutcomeRow> training, ModelPair pair, int seed)
    {
        if (own.Count == 0)
        {
            return;
        }

        var smoothed = new SmoothedOutcomes(own, training, new HashSet<string> { pair.Weak, pair.Strong });
        var (weak, strong) = (smoothed.Of(pair.Weak, seed), smoothed.Of(pair.Strong, seed));
        var mean = Enumerable.Range(0, own.Count).Average(row => strong[row] - weak[row]);
        var groups = Enumerable.Range(0, own.Count)
            .GroupBy(row => own[row].Group)
            .ToDictionary(group => group.Key, group => group.Average(row => strong[row] - weak[row]));
        GroupSize = (double)own.Count / groups.Count;
        for (var row = 0; row < own.Count; row++)
        {
            labels[(own[row].DataSet, own[row].Id)] = new PairLabel(weak[row], strong[row], groups[own[row].Group] - mean);
        }
    }

    /// <summary>Mean number of rows per group.</summary>
    public double GroupSize { get; }

    public PairLabel? Find(OutcomeRow row) => labels.TryGetValue((row.DataSet, row.Id), out var label) ? label : null;
}
