namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>A figure with its 95% interval over resamples of the groups.</summary>
internal sealed record Interval(double Value, double Low, double High)
{
    internal static Interval Of(double value, IEnumerable<double> resampled)
    {
        var sorted = resampled.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0
            ? new Interval(value, double.NaN, double.NaN)
            : new Interval(value, sorted[(int)(0.025 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Length - 1))]);
    }
}
