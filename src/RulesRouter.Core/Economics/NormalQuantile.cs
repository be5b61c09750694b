namespace RulesRouter.Economics;

/// <summary>Quantiles of the standard normal (Acklam's rational approximation; absolute error below 1.2e-9 relative to 1).</summary>
internal static class NormalQuantile
{
    private const double Tail = 0.02425;

    /// <param name="share">In (0, 1).</param>
    public static double Of(double share)
    {
        if (share < Tail)
        {
            return InTail(Math.Sqrt(-2 * Math.Log(share)));
        }

        if (share > 1 - Tail)
        {
            return -InTail(Math.Sqrt(-2 * Math.Log(1 - share)));
        }

        var q = share - 0.5;
        var r = q * q;
        return ((((((((((-3.969683028665376e+01 * r) + 2.209460984245205e+02) * r) - 2.759285104469687e+02) * r) + 1.383577518672690e+02)
            * r) - 3.066479806614716e+01) * r) + 2.506628277459239e+00) * q
            / (((((((((-5.447609879822406e+01 * r) + 1.615858368580409e+02) * r) - 1.556989798598866e+02) * r) + 6.680131188771972e+01)
                * r) - 1.328068155288572e+01) * r + 1);
    }

    /// <summary>The share of the standard normal below a value (Zelen and Severo; absolute error below 7.5e-8).</summary>
    public static double ShareBelow(double value)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(value)));
        var tail = Math.Exp(-value * value / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return value < 0 ? tail : 1 - tail;
    }

    private static double InTail(double q) =>
        ((((((((((-7.784894002430293e-03 * q) - 3.223964580411365e-01) * q) - 2.400758277161838e+00) * q) - 2.549732539343734e+00) * q)
            + 4.374664141464968e+00) * q) + 2.938163982698783e+00)
        / ((((((((7.784695709041462e-03 * q) + 3.224671290700398e-01) * q) + 2.445134137142996e+00) * q) + 3.754408661907416e+00) * q) + 1);
}
