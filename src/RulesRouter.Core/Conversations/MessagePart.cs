using System.Collections.Immutable;
using RulesRouter.Tokens;

namespace RulesRouter.Conversations;

/// <summary>A part of a message. Text is kept where facts are read from it; everything else is kept as its size.</summary>
public abstract record MessagePart
{
    private MessagePart()
    {
    }

    public sealed record Text(string Value) : MessagePart;

    /// <summary>Reasoning of an earlier answer that the client sends again.</summary>
    internal sealed record Reasoning(TokenCount Tokens) : MessagePart;

    /// <summary>A call of a tool by the model.</summary>
    /// <param name="CallId">Names the call in its result; empty where the client names none.</param>
    /// <param name="Arguments">JSON, or the text of a tool that takes text.</param>
    public sealed record ToolCall(string CallId, string Name, string Arguments) : MessagePart;

    /// <summary>The result of a call.</summary>
    /// <param name="CallId">Of the call that this answers; empty where the client names none.</param>
    /// <param name="IsError">The client marks the result as a failure.</param>
    public sealed record ToolResult(string CallId, ImmutableArray<MessagePart> Content, bool IsError) : MessagePart
    {
        public bool Equals(ToolResult? other) =>
            other is not null && CallId == other.CallId && IsError == other.IsError && Content.SequenceEqual(other.Content);

        public override int GetHashCode() => HashCode.Combine(CallId, IsError, Content.Length);
    }

    /// <param name="Digest">SHA-256 of what was sent: the encoded bytes, a URL or an id.</param>
    internal sealed record Media(MediaKind Kind, TokenCount Tokens, string Digest) : MessagePart;

    /// <summary>Anything else, counted by its size.</summary>
    internal sealed record Opaque(TokenCount Tokens) : MessagePart;
}
