using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Language.Yaml;

/// <summary>The file offset of each character of a scalar's value, after unquoting, unescaping and unfolding.</summary>
internal static class ScalarOffsets
{
    /// <summary>Empty where the file contains the value verbatim.</summary>
    public static ImmutableArray<int> Of(string file, SourceSpan span, string value)
    {
        if (value.Length == 0 || (span.Length >= value.Length && string.CompareOrdinal(file, span.Start, value, 0, value.Length) == 0))
        {
            return [];
        }

        // Escaping and folding only ever add characters between those of the value, so each is the next one like it.
        var offsets = ImmutableArray.CreateBuilder<int>(value.Length);
        var at = IsQuote(file, span.Start) ? span.Start + 1 : span.Start;
        var end = Math.Min(file.Length, span.Start + span.Length);
        foreach (var character in value)
        {
            var found = char.IsWhiteSpace(character) || at >= end ? -1 : file.IndexOf(character, at, end - at);
            if (found >= 0)
            {
                at = found;
            }

            offsets.Add(Math.Min(at, Math.Max(span.Start, end - 1)));
            at = Math.Min(at + 1, end);
        }

        return offsets.ToImmutable();
    }

    private static bool IsQuote(string file, int at) => at < file.Length && file[at] is '"' or '\'';
}
