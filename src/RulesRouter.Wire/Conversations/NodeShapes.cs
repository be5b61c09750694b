using System.Collections.Immutable;
using System.Text;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Conversations;

/// <summary>Shapes by their type. A type of several APIs has the fields of all of them.</summary>
internal sealed class NodeShapes
{
    private readonly byte[][] types;
    private readonly NodeKind[] kinds;
    private readonly UInt128[] fields;

    private NodeShapes(params IEnumerable<NodeShape> shapes)
    {
        var byType = shapes.GroupBy(shape => shape.Type).ToList();
        Types = [.. byType.Select(group => group.Key)];
        types = [.. Types.Select(Encoding.UTF8.GetBytes)];
        kinds = [.. byType.Select(group => group.First().Kind)];
        fields = [.. byType.Select(group => group.Aggregate(UInt128.Zero, (bits, shape) => bits | shape.Fields))];
    }

    public static FieldNames Fields { get; } = FieldNames.InSnakeCase<NodeField>();

    /// <summary>Fields of a message without a type.</summary>
    public static UInt128 MessageFields { get; } =
        NodeShape.Bits([.. ChatCompletions.MessageFields, .. Responses.MessageFields, .. AnthropicMessages.MessageFields]);

    /// <summary>Members of <c>messages</c> and <c>input</c> that have a type.</summary>
    public static NodeShapes Items { get; } = new(Responses.Items);

    /// <summary>Members of <c>content</c>.</summary>
    public static NodeShapes Parts { get; } =
        new(ChatCompletions.Parts.Concat(Responses.Parts).Concat(AnthropicMessages.Parts));

    /// <summary>Members of <c>tool_calls</c>.</summary>
    public static NodeShapes ToolCalls { get; } = new(ChatCompletions.ToolCalls);

    public ImmutableArray<string> Types { get; }

    /// <summary>Null for an unknown type.</summary>
    public (NodeKind Kind, UInt128 Fields, string Type)? Find(ReadOnlySpan<byte> type)
    {
        for (var index = 0; index < types.Length; index++)
        {
            if (type.SequenceEqual(types[index]))
            {
                return (kinds[index], fields[index], Types[index]);
            }
        }

        return null;
    }
}
