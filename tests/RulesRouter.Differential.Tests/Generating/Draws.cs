using System.Globalization;

namespace RulesRouter.Differential.Tests.Generating;

/// <summary>Random choices.</summary>
internal static class Draws
{
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    public static T Of<T>(this Random random, params T[] values) => values[random.Next(values.Length)];

    /// <summary>At least one, in YAML: <c>["a", "b"]</c>.</summary>
    public static string Some(this Random random, IEnumerable<string> values)
    {
        var all = values.Distinct().OrderBy(_ => random.Next()).ToList();
        return $"[{string.Join(", ", all.Take(random.Next(1, all.Count + 1)).Select(value => $"\"{value}\""))}]";
    }

    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
