using System.Collections.Immutable;
using System.Diagnostics;
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

    /// <summary>Answers that the body asks for; null if it does not say.</summary>
    public int? Answers { get; set; }

    /// <summary>The body declares tools.</summary>
    public bool HasTools { get; set; }

    public bool WantsStructuredOutput { get; set; }

    public bool WantsReasoning { get; set; }

    public bool WantsAudio { get; set; }

    /// <summary>Part of the conversation is stored at the vendor.</summary>
    public bool HasStoredText { get; set; }

    /// <summary>What the body needs; null where it says nothing.</summary>
    public Needs Derived()
    {
        var contents = Contents.None;
        Add(Instructions, ref contents);
        foreach (var message in Messages)
        {
            Add(message.Parts, ref contents);
        }

        return contents == Contents.None && !HasTools && !WantsStructuredOutput && !WantsReasoning && !WantsAudio
            ? Needs.None
            : new Needs(
                True(HasTools || contents.HasFlag(Contents.Tools)),
                True(contents.HasFlag(Contents.Images)),
                True(WantsStructuredOutput),
                True(WantsReasoning),
                True(contents.HasFlag(Contents.Audio)),
                True(contents.HasFlag(Contents.Files)),
                True(WantsAudio));
    }

    public void LimitOutput(int? tokens) =>
        MaxOutputTokens = tokens < MaxOutputTokens || MaxOutputTokens is null ? tokens : MaxOutputTokens;

    private static bool? True(bool value) => value ? true : null;

    private static void Add(ImmutableArray<MessagePart> parts, ref Contents contents)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case MessagePart.Media media:
                    contents |= media.Kind switch
                    {
                        MediaKind.Image => Contents.Images,
                        MediaKind.Audio => Contents.Audio,
                        MediaKind.File => Contents.Files,
                    };
                    break;
                case MessagePart.ToolCall:
                    contents |= Contents.Tools;
                    break;
                case MessagePart.ToolResult result:
                    contents |= Contents.Tools;
                    Add(result.Content, ref contents);
                    break;
                case MessagePart.Text or MessagePart.Reasoning or MessagePart.Opaque:
                    break;
                default:
                    throw new UnreachableException($"{part}");
            }
        }
    }

    /// <summary>What messages contain besides text.</summary>
    [Flags]
    private enum Contents
    {
        None = 0,
        Tools = 1,
        Images = 2,
        Audio = 4,
        Files = 8,
    }
}
