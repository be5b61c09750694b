namespace RulesRouter.Economics;

/// <summary>Quantiles over a handful of draws: the smallest value that a share of them does not exceed.</summary>
internal static class Quantiles
{
    /// <param name="quantile">0.5 to 0.99.</param>
    public static int Index(int draws, double quantile) => Math.Clamp((int)Math.Ceiling(quantile * draws) - 1, 0, draws - 1);

    /// <summary>Sorts what it is given.</summary>
    public static double Pick(Span<double> values, int index)
    {
        if (values.Length > 1)
        {
            values.Sort();
        }

        return values[index];
    }
}
