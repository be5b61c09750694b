namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Quality of predicted probabilities over one set of rows.</summary>
/// <param name="Auc">Area under the ROC curve, with success at ½ or more; ½ if all rows are alike.</param>
/// <param name="Brier">Mean squared error.</param>
/// <param name="Ece">Expected calibration error over ten bins of equal mass.</param>
/// <param name="DebiasedEce">The same, minus the bias from sampling noise in each bin.</param>
/// <param name="Skill">1 − Brier / Brier of predicting the mean: 0 is no better, 1 is perfect.</param>
internal sealed record Calibration(double Auc, double Brier, double Ece, double DebiasedEce, double Skill)
{
    private const int Bins = 10;

    internal static Calibration Of(IReadOnlyList<double> predicted, IReadOnlyList<double> truth)
    {
        var rows = predicted.Count;
        var mean = truth.Average();
        var brier = Enumerable.Range(0, rows).Average(row => Math.Pow(predicted[row] - truth[row], 2));
        var reference = truth.Average(value => Math.Pow(value - mean, 2));
        var bins = ReliabilityOf(predicted, truth);
        return new Calibration(
            AucOf(predicted, truth),
            brier,
            bins.Sum(bin => bin.Rows * Math.Abs(bin.Predicted - bin.Observed)) / rows,
            bins.Sum(bin => bin.Rows * Math.Sqrt(Math.Max(0, Math.Pow(bin.Predicted - bin.Observed, 2) - Chance(bin)))) / rows,
            reference > 0 ? 1 - brier / reference : 0);
    }

    internal static IReadOnlyList<ReliabilityBin> ReliabilityOf(IReadOnlyList<double> predicted, IReadOnlyList<double> truth)
    {
        var order = Enumerable.Range(0, predicted.Count).OrderBy(row => predicted[row]).ToArray();
        var bins = new List<ReliabilityBin>();
        for (var bin = 0; bin < Bins; bin++)
        {
            var inside = order[(int)((long)order.Length * bin / Bins)..(int)((long)order.Length * (bin + 1) / Bins)];
            if (inside.Length > 0)
            {
                bins.Add(new ReliabilityBin(inside.Length, inside.Average(row => predicted[row]), inside.Average(row => truth[row])));
            }
        }

        return bins;
    }

    private static double Chance(ReliabilityBin bin) => bin.Observed * (1 - bin.Observed) / bin.Rows;

    private static double AucOf(IReadOnlyList<double> predicted, IReadOnlyList<double> truth)
    {
        var order = Enumerable.Range(0, predicted.Count).OrderBy(row => predicted[row]).ToArray();
        double positives = 0, ranks = 0;
        for (var at = 0; at < order.Length;)
        {
            var end = at;
            while (end < order.Length && predicted[order[end]] == predicted[order[at]])
            {
                end++;
            }

            var successes = order[at..end].Count(row => truth[row] >= 0.5);
            positives += successes;
            ranks += successes * ((at + end + 1) / 2.0);
            at = end;
        }

        var negatives = order.Length - positives;
        return positives == 0 || negatives == 0 ? 0.5 : (ranks - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
