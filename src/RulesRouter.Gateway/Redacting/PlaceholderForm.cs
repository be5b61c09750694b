using System.Buffers;
using RulesRouter.Redaction;

namespace RulesRouter.Gateway.Redacting;

/// <summary>
/// How a placeholder is written: <c>REDACTED_EMAIL_</c> and 16 characters. It needs no escape in JSON, addresses and shells, models copy it
/// as one word, and its length follows from its own characters, so that its end is known without what comes after.
/// </summary>
internal static class PlaceholderForm
{
    public const string Prefix = "REDACTED_";
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    public const int SuffixLength = 16;
    public const int MaxLength = 9 + MaxLabel + 1 + SuffixLength;

    /// <summary>What a placeholder says of a text that looks like one and is none.</summary>
    private const string LiteralLabel = "TEXT";
    private const int MaxLabel = 12;

    private static readonly SearchValues<char> Suffix = SearchValues.Create(Alphabet);

    /// <summary>The length of the placeholder that a text begins with; 0 if it begins with none.</summary>
    public static int LengthOf(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Prefix))
        {
            return 0;
        }

        var label = LabelLength(text);
        var start = Prefix.Length + label + 1;
        return label is >= 2 and <= MaxLabel
            && text.Length >= start + SuffixLength
            && text[start - 1] == '_'
            && !text.Slice(start, SuffixLength).ContainsAnyExcept(Suffix)
            ? start + SuffixLength
            : 0;
    }

    /// <summary>Whether more characters can make a placeholder of a text that is none.</summary>
    public static bool MayBegin(ReadOnlySpan<char> text)
    {
        if (text.Length <= Prefix.Length)
        {
            return Prefix.AsSpan().StartsWith(text);
        }

        var label = LabelLength(text);
        var start = Prefix.Length + label + 1;
        return text.StartsWith(Prefix)
            && label <= MaxLabel
            && (text.Length < start
                || (label >= 2
                    && text[start - 1] == '_'
                    && text.Length < start + SuffixLength
                    && !text[start..].ContainsAnyExcept(Suffix)));
    }

    /// <summary>Where the rest of a text begins that may be the start of a placeholder; its length if there is none.</summary>
    /// <param name="from">Nothing before it counts.</param>
    public static int UnfinishedAt(ReadOnlySpan<char> text, int from)
    {
        for (var at = Math.Max(from, text.Length - MaxLength + 1); at < text.Length; at++)
        {
            if (text[at] == Prefix[0] && MayBegin(text[at..]))
            {
                return at;
            }
        }

        return text.Length;
    }

    /// <summary>A request may contain what looks like a placeholder, and must get it back as it is.</summary>
    public static void FindLiterals(string text, List<SensitivePlace> places)
    {
        for (var at = 0; (at = text.IndexOf(Prefix, at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (LengthOf(text.AsSpan(at)) is var length and > 0)
            {
                places.Add(new SensitivePlace(at, length, LiteralLabel));
            }
        }
    }

    private static int LabelLength(ReadOnlySpan<char> text)
    {
        var rest = text[Prefix.Length..];
        var length = rest.IndexOfAnyExceptInRange('A', 'Z');
        return length < 0 ? rest.Length : length;
    }
}
