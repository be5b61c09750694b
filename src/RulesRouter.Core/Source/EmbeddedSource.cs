using System.Collections.Immutable;

namespace RulesRouter.Source;

/// <summary>A string embedded in a file of another format (an expression in a YAML scalar), with a map back to the file.</summary>
/// <param name="Text">As its own reader sees it, after unescaping and unfolding.</param>
/// <param name="Span">The whole scalar in the file.</param>
/// <param name="Offsets">
/// For each character of <paramref name="Text"/> its offset in the file; empty where the file contains the string verbatim.
/// </param>
public sealed record EmbeddedSource(string Text, SourceSpan Span, ImmutableArray<int> Offsets)
{
    /// <summary>A string built in code, without a file.</summary>
    internal static EmbeddedSource FromCode(string text) => new(text, default, []);

    /// <summary>The place in the file of a part of <see cref="Text"/>; parts outside are clamped.</summary>
    internal SourceSpan SpanOf(int start, int length)
    {
        if (Span.Source is null)
        {
            return Span;
        }

        var first = FileOffset(start);
        var last = length > 0 ? FileOffset(start + length - 1) + 1 : first;
        return new SourceSpan(Span.Source, first, Math.Max(0, last - first));
    }

    private int FileOffset(int index)
    {
        if (Offsets.IsDefaultOrEmpty)
        {
            return Span.Start + Math.Clamp(index, 0, Text.Length);
        }

        return index < Offsets.Length ? Offsets[Math.Max(0, index)] : Offsets[^1] + 1;
    }
}
