using RulesRouter.Conversations;

namespace RulesRouter.Requests;

/// <summary>The texts that a text test reads, one by one: a test never spans two.</summary>
internal static class RequestTextParts
{
    /// <summary>False for a request of which only the size is known.</summary>
    public static bool Are(DecisionRequest request) => request.Prompt is not null || !request.Messages.IsEmpty;

    public static IEnumerable<string> Of(DecisionRequest request, TextPart part) => part switch
    {
        TextPart.Request => [RequestText.ToClassify(request)],
        TextPart.System => Texts(request.Instructions).Concat(request.Messages
            .Where(message => message.Role is MessageRole.System or MessageRole.Developer)
            .SelectMany(message => Texts(message.Parts))),
        TextPart.Everything => (request.Prompt is { } prompt ? [prompt] : Enumerable.Empty<string>())
            .Concat(Texts(request.Instructions))
            .Concat(request.Messages.SelectMany(message => Texts(message.Parts))),
        _ => throw new System.Diagnostics.UnreachableException($"{part}"),
    };

    private static IEnumerable<string> Texts(IEnumerable<MessagePart> parts) => parts.SelectMany(part => part switch
    {
        MessagePart.Text text => [text.Value],
        MessagePart.ToolCall call => [call.Arguments],
        MessagePart.ToolResult result => Texts(result.Content),
        MessagePart.Reasoning or MessagePart.Media or MessagePart.Opaque => Enumerable.Empty<string>(),
        _ => throw new System.Diagnostics.UnreachableException($"{part}"),
    });
}
