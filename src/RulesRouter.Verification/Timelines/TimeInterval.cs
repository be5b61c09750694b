using System.Globalization;

namespace RulesRouter.Verification.Timelines;

/// <summary>A span of time.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive; null: without an end.</param>
internal readonly record struct TimeInterval(DateTimeOffset From, DateTimeOffset? Until)
{
    public bool Contains(DateTimeOffset at) => at >= From && !(at >= Until);

    /// <summary><c>from 2041-01-01 until 2042-01-01</c>; times of day only where they are not midnight UTC.</summary>
    public override string ToString() => $"from {Text(From)}{(Until is { } until ? $" until {Text(until)}" : " on")}";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(
        at.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture);
}
