using System.Globalization;

namespace RulesRouter.Requests;

/// <summary>Parses the timestamps of requests, suites and options.</summary>
public static class Timestamps
{
    /// <summary>Date arithmetic around these limits stays within the calendar.</summary>
    private static readonly DateTimeOffset First = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(9998, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>As <c>2026-05-26T03:42:02Z</c>, from the year 1970 to 9998; without an offset it is UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset timestamp)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        timestamp = read ? parsed.ToUniversalTime() : default;
        return read && timestamp >= First && timestamp <= Last;
    }
}
