namespace RulesRouter.Wire.Conversations;

/// <summary>A documented kind of message, item or content part and the fields that it may have besides <c>type</c>.</summary>
/// <param name="type">The value of its field <c>type</c>.</param>
internal sealed class NodeShape(string type, NodeKind kind, params ReadOnlySpan<NodeField> fields)
{
    public string Type { get; } = type;

    public NodeKind Kind { get; } = kind;

    /// <summary>A bit for each field.</summary>
    public UInt128 Fields { get; } = Bits(fields);

    public static UInt128 Bits(ReadOnlySpan<NodeField> fields)
    {
        var bits = UInt128.One << (int)NodeField.Type;
        foreach (var field in fields)
        {
            bits |= UInt128.One << (int)field;
        }

        return bits;
    }
}
