using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Language.Yaml;

/// <summary>The file offset of each character of a scalar's value, after unquoting, unescaping and unfolding, in one pass.</summary>
internal static class ScalarOffsets
{
    /// <summary>Empty where the file contains the value verbatim.</summary>
    public static ImmutableArray<int> Of(string file, SourceSpan span, string value)
    {
        if (value.Length == 0 || (span.Length >= value.Length && string.CompareOrdinal(file, span.Start, value, 0, value.Length) == 0))
        {
            return [];
        }

        var offsets = ImmutableArray.CreateBuilder<int>(value.Length);
        var end = Math.Min(file.Length, span.Start + span.Length);
        var quote = span.Start < end && file[span.Start] is '"' or '\'' ? file[span.Start] : '\0';
        var at = StartOf(file, span.Start, end);
        for (var index = 0; index < value.Length; index++)
        {
            at = char.IsWhiteSpace(value[index]) ? at : SkipFolding(file, at, end, quote);
            var isEscapedItself = quote == '"' && at + 1 < end && file[at] == '\\' && file[at + 1] == value[index];
            offsets.Add(Math.Min(isEscapedItself ? at + 1 : at, Math.Max(span.Start, end - 1)));
            var isFirstOfPair = char.IsHighSurrogate(value[index]) && index + 1 < value.Length && at < end && file[at] == '\\';
            at = isFirstOfPair ? at : Math.Min(end, at + LengthOf(file, at, end, quote, char.IsWhiteSpace(value[index])));
        }

        return offsets.ToImmutable();
    }

    /// <summary>After the opening quote, or after the header line of a block scalar.</summary>
    private static int StartOf(string file, int start, int end) => start >= end ? start : file[start] switch
    {
        '"' or '\'' => start + 1,
        '|' or '>' => file.IndexOf('\n', start, end - start) is var line && line >= 0 ? line + 1 : end,
        _ => start,
    };

    /// <summary>White space and escaped line breaks, which folding turns into less than they are.</summary>
    private static int SkipFolding(string file, int at, int end, char quote)
    {
        while (at < end)
        {
            if (char.IsWhiteSpace(file[at]))
            {
                at++;
            }
            else if (quote == '"' && file[at] == '\\' && at + 1 < end && file[at + 1] is '\n' or '\r')
            {
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Number of characters of the file for one character of the value.</summary>
    private static int LengthOf(string file, int at, int end, char quote, bool isSpace)
    {
        if (at >= end)
        {
            return 0;
        }

        return (quote, file[at]) switch
        {
            ('"', '\\') => at + 1 < end ? file[at + 1] switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 } : 1,
            ('\'', '\'') => 2,
            _ => isSpace && !char.IsWhiteSpace(file[at]) ? 0 : 1,
        };
    }
}
