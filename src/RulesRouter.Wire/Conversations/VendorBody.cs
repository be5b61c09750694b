using System.Collections.Immutable;
using RulesRouter.Conversations;
using RulesRouter.Requests;
using RulesRouter.Tokens;

namespace RulesRouter.Wire.Conversations;

/// <summary>What was read of a vendor's body so far.</summary>
internal sealed class VendorBody
{
    public string? Model { get; set; }

    public ImmutableArray<Message> Messages { get; set; } = [];

    public ImmutableArray<MessagePart> Instructions { get; set; } = [];

    public TokenCount DeclaredTokens { get; set; }

    /// <summary>The least of the maximums that the body states.</summary>
    public int? MaxOutputTokens { get; private set; }

    /// <summary>The body declares tools.</summary>
    public bool HasTools { get; set; }

    public bool WantsStructuredOutput { get; set; }

    public bool WantsReasoning { get; set; }

    /// <summary>Part of the conversation is stored at the vendor.</summary>
    public bool HasStoredText { get; set; }

    /// <summary>What the body needs; null where it says nothing.</summary>
    public Needs Derived()
    {
        var hasImages = Has(Instructions, IsImage) || Messages.Any(message => Has(message.Parts, IsImage));
        var hasCalls = HasTools || Messages.Any(message => Has(message.Parts, IsToolPart));
        return hasImages || hasCalls || WantsStructuredOutput || WantsReasoning
            ? new Needs(True(hasCalls), True(hasImages), True(WantsStructuredOutput), True(WantsReasoning))
            : Needs.None;
    }

    public void LimitOutput(int? tokens) =>
        MaxOutputTokens = tokens < MaxOutputTokens || MaxOutputTokens is null ? tokens : MaxOutputTokens;

    private static bool? True(bool value) => value ? true : null;

    private static bool Has(ImmutableArray<MessagePart> parts, Func<MessagePart, bool> condition)
    {
        foreach (var part in parts)
        {
            if (condition(part) || (part is MessagePart.ToolResult result && Has(result.Content, condition)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsImage(MessagePart part) => part is MessagePart.Media { Kind: MediaKind.Image };

    private static bool IsToolPart(MessagePart part) => part is MessagePart.ToolCall or MessagePart.ToolResult;
}
