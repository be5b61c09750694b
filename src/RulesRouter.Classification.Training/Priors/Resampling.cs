namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>The mean of paired differences, with its 95 % interval over resampled clusters (models).</summary>
internal sealed record Resampling(double Mean, double Low, double High)
{
    private const int Resamples = 2000;

    public bool ExcludesZero => Low > 0 || High < 0;

    public static Resampling Of(IEnumerable<(string Cluster, double Difference)> differences, int seed)
    {
        var clusters = differences.GroupBy(one => one.Cluster, StringComparer.Ordinal)
            .OrderBy(cluster => cluster.Key, StringComparer.Ordinal)
            .Select(cluster => (Sum: cluster.Sum(one => one.Difference), Count: cluster.Count()))
            .ToArray();
        if (clusters.Length == 0)
        {
            return new Resampling(double.NaN, double.NaN, double.NaN);
        }

        var random = new Random(seed);
        var means = new double[Resamples];
        for (var resample = 0; resample < Resamples; resample++)
        {
            var (sum, count) = (0.0, 0);
            for (var draw = 0; draw < clusters.Length; draw++)
            {
                var cluster = clusters[random.Next(clusters.Length)];
                (sum, count) = (sum + cluster.Sum, count + cluster.Count);
            }

            means[resample] = sum / count;
        }

        Array.Sort(means);
        return new Resampling(
            clusters.Sum(cluster => cluster.Sum) / clusters.Sum(cluster => cluster.Count),
            means[(int)(0.025 * (Resamples - 1))],
            means[(int)Math.Ceiling(0.975 * (Resamples - 1))]);
    }
}
