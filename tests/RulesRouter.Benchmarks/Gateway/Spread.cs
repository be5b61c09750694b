using System.Globalization;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>A figure of several rounds: the middle one, with the lowest and the highest.</summary>
internal readonly record struct Spread(double Low, double Middle, double High)
{
    public static Spread Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToList();
        return new Spread(sorted[0], sorted[sorted.Count / 2], sorted[^1]);
    }

    public string Text(string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Shown(Middle, format)} ({Shown(Low, format)}–{Shown(High, format)})");

    private static string Shown(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
