using System.Collections.Immutable;
using RulesRouter.Conversations;

namespace RulesRouter.Wire.Conversations;

/// <summary>What was read of a message, item or content part so far.</summary>
/// <param name="parts">Text and media go here in their order.</param>
internal struct Node(ImmutableArray<MessagePart>.Builder parts)
{
    public readonly ImmutableArray<MessagePart>.Builder Parts => parts;

    public MessageRole? Role { get; set; }

    public string? Id { get; set; }

    public string? CallId { get; set; }

    public string? Name { get; set; }

    public string? Arguments { get; set; }

    public bool IsError { get; set; }

    /// <summary>A bit for each field that occurred, with a value or null.</summary>
    public UInt128 Occurred { get; set; }

    /// <summary>A bit for each field with a value that is not null.</summary>
    public UInt128 Given { get; set; }

    /// <summary>Only an id: the item is stored at the vendor.</summary>
    public readonly bool IsReference =>
        Has(Given, NodeField.Id) && !Has(Occurred, NodeField.Role) && !Has(Occurred, NodeField.Content);

    public static bool Has(UInt128 fields, NodeField field) => ((fields >> (int)field) & 1) != 0;
}
