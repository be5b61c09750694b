using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RulesRouter.Language.Formatting;

/// <summary>A file that the YAML reader accepted → its nodes with their style.</summary>
internal sealed class StyledReader
{
    private readonly string text;
    private readonly IParser parser;

    private StyledReader(string text)
    {
        this.text = text;
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    public static StyledNode Read(string text)
    {
        var reader = new StyledReader(text);
        reader.parser.Consume<StreamStart>();
        reader.parser.Consume<DocumentStart>();
        return reader.ReadNode();
    }

    private StyledNode ReadNode()
    {
        switch (parser.Current)
        {
            case AnchorAlias alias:
                parser.MoveNext();
                return new StyledAlias((int)alias.Start.Index, (int)alias.End.Index, alias.Value.Value);
            case Scalar scalar:
                parser.MoveNext();
                return ScalarOf(scalar);
            case SequenceStart start:
                parser.MoveNext();
                return ReadSequence(start);
            default:
                return ReadMapping(parser.Consume<MappingStart>());
        }
    }

    private StyledSequence ReadSequence(SequenceStart start)
    {
        var items = ImmutableArray.CreateBuilder<StyledNode>();
        while (!parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode());
        }

        var end = parser.Consume<SequenceEnd>();
        var isFlow = start.Style == SequenceStyle.Flow;
        return new StyledSequence(
            (int)start.Start.Index,
            isFlow || items.Count == 0 ? (int)end.End.Index : items[^1].End,
            NameOf(start),
            isFlow,
            items.ToImmutable());
    }

    private StyledMapping ReadMapping(MappingStart start)
    {
        var entries = ImmutableArray.CreateBuilder<(StyledNode, StyledNode Value)>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            entries.Add((ReadNode(), ReadNode()));
        }

        var end = parser.Consume<MappingEnd>();
        var isFlow = start.Style == MappingStyle.Flow;
        return new StyledMapping(
            (int)start.Start.Index,
            isFlow || entries.Count == 0 ? (int)end.End.Index : entries[^1].Value.End,
            NameOf(start),
            isFlow,
            entries.ToImmutable());
    }

    private StyledScalar ScalarOf(Scalar scalar)
    {
        var start = (int)scalar.Start.Index;
        var first = start;
        if (!scalar.Anchor.IsEmpty)
        {
            first += 1 + scalar.Anchor.Value.Length;
            while (first < text.Length && char.IsWhiteSpace(text[first]) && first < scalar.End.Index)
            {
                first++;
            }
        }

        var form = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => ScalarForm.SingleQuoted,
            ScalarStyle.DoubleQuoted => ScalarForm.DoubleQuoted,
            ScalarStyle.Literal or ScalarStyle.Folded => ScalarForm.Block,
            _ => ScalarForm.Plain,
        };
        var end = form == ScalarForm.Block ? BlockScalar.EndOf(text, first) : (int)scalar.End.Index;
        var raw = text[first..Math.Max(first, end)].TrimEnd();
        return new StyledScalar(start, Math.Max(start, first + raw.Length), NameOf(scalar), raw, scalar.Value, form);
    }

    private static string NameOf(NodeEvent node) => node.Anchor.IsEmpty ? "" : node.Anchor.Value;
}
