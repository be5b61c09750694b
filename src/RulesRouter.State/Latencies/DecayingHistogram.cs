namespace RulesRouter.State.Latencies;

/// <summary>
/// A distribution of positive figures in which older ones count less: the weight of each halves with every half-life. Its buckets are 5 %
/// wide, so a quantile is at most 5 % off.
/// </summary>
internal sealed class DecayingHistogram(TimeSpan halfLife)
{
    private const double Width = 1.05;
    private const double Min = 0.01;
    private const int Buckets = 400;

    /// <summary>Weights grow instead of old ones shrinking, until they are scaled back.</summary>
    private const double MaxGrowth = 1e12;

    private readonly double[] weights = new double[Buckets];
    private DateTimeOffset origin;

    public void Add(double figure, DateTimeOffset at)
    {
        if (Total == 0)
        {
            origin = at;
        }

        var growth = Growth(at);
        if (growth > MaxGrowth)
        {
            Rescale(at, growth);
            growth = 1;
        }

        weights[BucketOf(figure)] += growth;
        Total += growth;
    }

    /// <summary>How many figures of now the distribution is worth.</summary>
    public double WeightAt(DateTimeOffset now) => Total / Math.Max(1, Growth(now));

    /// <summary>The figure that a share of the distribution does not exceed; the upper end of its bucket.</summary>
    /// <param name="share">0…1.</param>
    public double Quantile(double share)
    {
        var (sum, wanted) = (0.0, share * Total);
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            sum += weights[bucket];
            if (sum >= wanted && sum > 0)
            {
                return Min * Math.Pow(Width, bucket + 1);
            }
        }

        return Min * Math.Pow(Width, Buckets);
    }

    private double Total { get; set; }

    private double Growth(DateTimeOffset at) => Math.Pow(2, (at - origin) / halfLife);

    private void Rescale(DateTimeOffset at, double growth)
    {
        Total = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            weights[bucket] /= growth;
            Total += weights[bucket];
        }

        origin = at;
    }

    private static int BucketOf(double figure) =>
        figure <= Min ? 0 : Math.Min(Buckets - 1, (int)(Math.Log(figure / Min) / Math.Log(Width)));
}
