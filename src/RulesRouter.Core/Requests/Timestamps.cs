using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RulesRouter.Requests;

/// <summary>Parses the timestamps of requests, suites and options.</summary>
internal static class Timestamps
{
    /// <summary>Bytes of a formatted timestamp.</summary>
    public const int MaxLength = 32;

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

    /// <summary>UTC to 100 ns without trailing zeros, as <c>2026-05-26T03:42:02.5Z</c>.</summary>
    public static string Format(DateTimeOffset timestamp)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(timestamp, text)]);
    }

    /// <summary>The same in UTF-8; returns the number of bytes.</summary>
    /// <param name="into">At least <see cref="MaxLength"/> bytes.</param>
    public static int Format(DateTimeOffset timestamp, Span<byte> into)
    {
        Utf8Formatter.TryFormat(timestamp.UtcDateTime, into, out var length, 'O');
        var digits = into[..(length - 1)].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        into[digits] = (byte)'Z';
        return digits + 1;
    }
}
