using System.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Language.Formatting;

/// <summary>The layout of the source document that formatting preserves.</summary>
internal sealed class WrittenLayout(string text, StyledNode root)
{
    private readonly SourceFile source = new("", text);
    private readonly List<int> starts = [.. Starts(root).Order()];

    /// <summary>Whether a collection is neither empty nor in brackets on one line.</summary>
    public bool IsBlock(StyledNode node) => node switch
    {
        StyledMapping { Entries.IsEmpty: false } mapping => !mapping.IsFlow || SpansLines(mapping),
        StyledSequence { Items.IsEmpty: false } sequence => !sequence.IsFlow || SpansLines(sequence),
        StyledScalar or StyledAlias or StyledSequence or StyledMapping => false,
        _ => throw new UnreachableException(),
    };

    public bool IsBlankAbove(int offset)
    {
        var lineStart = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        var above = lineStart < 2 ? -1 : text.LastIndexOf('\n', lineStart - 2) + 1;
        return above >= 0 && text.AsSpan()[above..lineStart].IsWhiteSpace();
    }

    public int LineOf(int offset) => source.PositionOf(offset).Line;

    /// <summary>The column of a collection's first entry, from 0.</summary>
    public int ColumnOf(StyledNode node)
    {
        var first = node is StyledMapping { Entries: [var (key, _), ..] } ? key.Start : node.Start;
        return first - (text.LastIndexOf('\n', Math.Max(0, first - 1)) + 1);
    }

    /// <summary>The start of the node after the given one, or the end of the file.</summary>
    public int NextStart(StyledNode behind)
    {
        var next = starts.BinarySearch(behind.End) is var found && found < 0 ? ~found : found;
        return next < starts.Count ? starts[next] : int.MaxValue;
    }

    private bool SpansLines(StyledNode node) => text.AsSpan()[node.Start..Math.Min(text.Length, node.End)].Contains('\n');

    private static IEnumerable<int> Starts(StyledNode node) => node switch
    {
        StyledSequence sequence => sequence.Items.SelectMany(Starts).Prepend(sequence.Start),
        StyledMapping mapping => mapping.Entries.SelectMany(entry => Starts(entry.Key).Concat(Starts(entry.Value))).Prepend(mapping.Start),
        StyledScalar or StyledAlias => [node.Start],
        _ => throw new UnreachableException(),
    };
}
