using System.Buffers.Text;
using System.Text;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Looks into events without reading their JSON: what it does not find is not there, what it finds may be text.</summary>
internal static class EventBytes
{
    public static byte[][] Quoted(params ReadOnlySpan<string> strings)
    {
        var quoted = new byte[strings.Length][];
        for (var index = 0; index < quoted.Length; index++)
        {
            quoted[index] = Encoding.UTF8.GetBytes($"\"{strings[index]}\"");
        }

        return quoted;
    }

    /// <summary>
    /// The length of the whole events before the first one that may state one of some strings, or that says <c>[DONE]</c>. Lines end in LF
    /// or CRLF; other events are not seen as whole.
    /// </summary>
    /// <param name="quoted">With their quotes.</param>
    public static int LengthWithout(this ReadOnlySpan<byte> events, ReadOnlySpan<byte[]> quoted)
    {
        var before = UpTo(events, "[DONE]"u8);

        // Letters may be escaped, which hides names.
        before = UpTo(before, "\\u"u8);
        foreach (var one in quoted)
        {
            before = before[..Stated(before, one)];
        }

        return Whole(before);
    }

    /// <summary>The last value of a field that is an integer; 0 if there is none.</summary>
    /// <param name="name">With its quotes and its colon.</param>
    public static long LastNumber(this ReadOnlySpan<byte> events, ReadOnlySpan<byte> name) =>
        events.LastIndexOf(name) is var at and >= 0
        && Utf8Parser.TryParse(events[(at + name.Length)..].TrimStart((byte)' '), out long number, out _)
            ? number
            : 0;

    private static ReadOnlySpan<byte> UpTo(ReadOnlySpan<byte> events, ReadOnlySpan<byte> end) =>
        events.IndexOf(end) is var at and >= 0 ? events[..at] : events;

    /// <summary>Where a string occurs as a value, or as a name whose value is not null; the length of the events if nowhere.</summary>
    private static int Stated(ReadOnlySpan<byte> events, ReadOnlySpan<byte> quoted)
    {
        for (var read = 0; events[read..].IndexOf(quoted) is var at and >= 0;)
        {
            at += read;
            read = at + quoted.Length;
            if (!events[read..].TrimStart(": "u8).StartsWith("null"u8))
            {
                return at;
            }
        }

        return events.Length;
    }

    private static int Whole(ReadOnlySpan<byte> events)
    {
        var (lf, crlf) = (events.LastIndexOf("\n\n"u8), events.LastIndexOf("\n\r\n"u8));
        return lf < 0 && crlf < 0 ? 0 : Math.Max(lf + 2, crlf + 3);
    }
}
