using System.Buffers.Text;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Looks into events without reading their JSON: what it does not find is not there, what it finds may be text.</summary>
internal static class EventBytes
{
    /// <summary>Letters may be escaped, which hides names.</summary>
    public static bool MayHideNames(this ReadOnlySpan<byte> events) => events.IndexOf("\\u"u8) >= 0;

    /// <summary>The last value of a field that is an integer; 0 if there is none.</summary>
    /// <param name="name">With its quotes and its colon.</param>
    public static long LastNumber(this ReadOnlySpan<byte> events, ReadOnlySpan<byte> name) =>
        events.LastIndexOf(name) is var at and >= 0
        && Utf8Parser.TryParse(events[(at + name.Length)..].TrimStart((byte)' '), out long number, out _)
            ? number
            : 0;

    /// <summary>Whether a string occurs as a value, or as a name whose value is not null.</summary>
    /// <param name="quoted">The string with its quotes.</param>
    public static bool MayState(this ReadOnlySpan<byte> events, ReadOnlySpan<byte> quoted)
    {
        for (var rest = events; rest.IndexOf(quoted) is var at and >= 0;)
        {
            rest = rest[(at + quoted.Length)..];
            if (!rest.TrimStart(": "u8).StartsWith("null"u8))
            {
                return true;
            }
        }

        return false;
    }
}
