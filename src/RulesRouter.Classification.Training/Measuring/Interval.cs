using System.Globalization;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>A figure with its 95% interval over resamples of the groups.</summary>
internal sealed record Interval(double Value, double Low, double High)
{
    /// <summary>As <c>+0.012 (-0.003 … +0.020)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Signed(Value)} ({Signed(Low)} … {Signed(High)})");

    internal static Interval Of(double value, IEnumerable<double> resampled)
    {
        var sorted = resampled.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0
            ? new Interval(value, double.NaN, double.NaN)
            : new Interval(value, sorted[(int)(0.025 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Length - 1))]);
    }

    /// <summary>Rounded first: a value that rounds to 0 has no sign of its own.</summary>
    private static string Signed(double value) => (Math.Round(value, 3) + 0.0).ToString("+0.000;-0.000", CultureInfo.InvariantCulture);
}
