using System.Collections.Immutable;

namespace RulesRouter.Source;

/// <summary>Text that stands inside a file in another notation (an expression in a YAML scalar), with the way back to the file.</summary>
/// <param name="Text">As its own reader sees it, after unescaping and unfolding.</param>
/// <param name="Span">The whole scalar in the file.</param>
/// <param name="Offsets">For each character of <paramref name="Text"/> its offset in the file; empty where the text stands there verbatim.</param>
public sealed record EmbeddedSource(string Text, SourceSpan Span, ImmutableArray<int> Offsets)
{
    /// <summary>Text built in code, with no file behind it.</summary>
    public static EmbeddedSource FromCode(string text) => new(text, default, []);

    /// <summary>The place in the file of a part of <see cref="Text"/>; parts outside are clamped.</summary>
    public SourceSpan SpanOf(int start, int length)
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
