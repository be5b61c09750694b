namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Intervals of a share of counted cases.</summary>
internal static class Proportion
{
    /// <summary>Two-sided 95%.</summary>
    private const double Quantile = 1.96;

    /// <summary>Lower end of Wilson's 95% interval; 0 without cases.</summary>
    public static double LowerBound(int right, int cases)
    {
        if (cases == 0)
        {
            return 0;
        }

        var (share, correction) = ((double)right / cases, Quantile * Quantile / cases);
        var spread = Quantile * Math.Sqrt((share * (1 - share) + correction / 4) / cases);
        return (share + correction / 2 - spread) / (1 + correction);
    }
}
