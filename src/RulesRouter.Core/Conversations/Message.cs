using System.Collections.Immutable;

namespace RulesRouter.Conversations;

/// <summary>One message of a conversation, in whichever API it was sent.</summary>
public sealed record Message(MessageRole Role, ImmutableArray<MessagePart> Parts)
{
    /// <summary>A message of text alone.</summary>
    public static Message Of(MessageRole role, string text) => new(role, [new MessagePart.Text(text)]);

    public bool Equals(Message? other) => other is not null && Role == other.Role && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Role, Parts.Length);
}
