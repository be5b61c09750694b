using System.Globalization;

namespace RulesRouter.Catalog;

/// <summary>
/// US dollars. An amount is the double nearest to a decimal number, so that equal amounts are equal doubles. Sums and products of
/// amounts go through decimals: 0.1 + 0.2 is 0.3. NaN is unknown.
/// </summary>
internal static class Usd
{
    /// <summary>Above it, amounts are added as doubles; no budget is so large.</summary>
    private const double MaxExact = 1e15;

    /// <summary>Relative, above the error of any cost computed in doubles.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>The shortest decimal number that reads as the double; 0 if it is not finite or too large.</summary>
    public static decimal Exact(double usd) => Math.Abs(usd) <= MaxExact
        ? decimal.Parse(usd.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
        : 0;

    public static double Sum(double one, double other) =>
        one == 0 ? other
        : other == 0 ? one
        : Math.Abs(one) <= MaxExact && Math.Abs(other) <= MaxExact ? (double)(Exact(one) + Exact(other))
        : one + other;

    /// <summary>Whether two costs computed in doubles are so close that only their exact amounts compare.</summary>
    public static bool AreClose(double one, double other) => Math.Abs(one - other) <= Tolerance * Math.Abs(other);

    /// <summary>Above every double that may be the cost of an amount.</summary>
    public static double Above(double usd) => usd + (Tolerance * Math.Abs(usd));

    /// <summary>Below every double that may be the cost of an amount.</summary>
    public static double Below(double usd) => usd - (Tolerance * Math.Abs(usd));
}
