using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Conversations;
using RulesRouter.Tokens;

namespace RulesRouter.Requests;

/// <summary>The text of a request, given as a prompt, as a conversation, or as a recorded size.</summary>
internal static class RequestText
{
    private const int CharactersPerToken = 4;

    public static bool Has(DecisionRequest request) =>
        request.Prompt is not null || !request.Messages.IsEmpty || request.Measured is not null;

    /// <summary>The request with the size of its text, so that it is measured once.</summary>
    public static DecisionRequest Measured(DecisionRequest request) =>
        request.Measured is null && Has(request) ? request with { Measured = MeasureOf(request) } : request;

    /// <summary>
    /// Whether the request says itself what is asked: a client that sends the last message alone may send assent or results of tools.
    /// </summary>
    public static bool HasRequest(DecisionRequest request) => request.Prompt is { } prompt
        ? UserInput.Asks(prompt)
        : Has(request) && MeasureOf(request).Conversation is not { HasRequest: false };

    public static int Characters(DecisionRequest request) => MeasureOf(request).Characters;

    /// <summary>Of everything that the model reads. A text of which only the characters are recorded counts as English prose.</summary>
    public static TokenCount Tokens(DecisionRequest request)
    {
        var measure = MeasureOf(request);
        return measure.Tokens ?? new TokenCount(0, (measure.Characters + CharactersPerToken - 1) / CharactersPerToken);
    }

    /// <summary>The lower bound of the prompt's token count, if the caller states fewer tokens; null otherwise.</summary>
    public static int? RaisedInputTokens(DecisionRequest request) =>
        request.Estimate?.InputTokens is { } stated && Has(request) && Tokens(request).LowerBound is var least && stated < least
            ? least
            : null;

    public static int MessageCount(DecisionRequest request) => MeasureOf(request).Messages;

    /// <summary>The messages without those of the system, at least 1. Of a recorded size all messages are counted.</summary>
    public static int TurnCount(DecisionRequest request) =>
        request.Messages.IsEmpty ? MessageCount(request) : Math.Max(1, request.Messages.Count(message => !IsSystem(message)));

    /// <summary>The beginning of the system text, however it was sent; null if there is none.</summary>
    public static string? SystemText(DecisionRequest request) =>
        FirstText(request.Instructions) ?? FirstText(request.Messages.FirstOrDefault(IsSystem)?.Parts ?? []);

    private static string? FirstText(ImmutableArray<MessagePart> parts) => parts.OfType<MessagePart.Text>().FirstOrDefault()?.Value;

    private static bool IsSystem(Message message) => message.Role is MessageRole.System or MessageRole.Developer;

    public static TextMeasure MeasureOf(DecisionRequest request)
    {
        if (request.Measured is { } measured)
        {
            return measured;
        }

        var characters = request.Prompt?.Length ?? 0;
        var apart = TokenCounter.Count(request.Prompt) + request.DeclaredTokens;
        foreach (var part in request.Instructions)
        {
            Add(part, ref characters, ref apart);
        }

        var spoken = default(TokenCount);
        foreach (var message in request.Messages)
        {
            foreach (var part in message.Parts)
            {
                Add(part, ref characters, ref spoken);
            }
        }

        return new TextMeasure(characters, Math.Max(1, request.Messages.Length), apart + spoken)
        {
            Conversation = request.Messages.IsEmpty
                ? null
                : ConversationReader.Of(request.Messages, request.Instructions, request.DeclaresTools, spoken.Estimate),
        };
    }

    public static TokenCount TokensOf(MessagePart part)
    {
        var (characters, tokens) = (0, default(TokenCount));
        Add(part, ref characters, ref tokens);
        return tokens;
    }

    /// <summary>The prompt, or the last request of the user.</summary>
    public static string ToClassify(DecisionRequest request) =>
        request.Prompt
        ?? (MeasureOf(request).Conversation is { } conversation && conversation.Message < request.Messages.Length
            ? ConversationReader.TextOf(request.Messages[conversation.Message])
            : "");

    /// <summary>What a classifier reads of a request with a text.</summary>
    public static ClassifierInput ToClassifier(DecisionRequest request) =>
        new(ToClassify(request), Tokens(request), TurnCount(request), request.Task)
        {
            SystemText = SystemText(request),
            HasTools = request.Needs.Tools == true,
        };

    private static void Add(MessagePart part, ref int characters, ref TokenCount tokens)
    {
        switch (part)
        {
            case MessagePart.Text text:
                characters += text.Value.Length;
                tokens += TokenCounter.Count(text.Value);
                break;
            case MessagePart.ToolCall call:
                characters += call.Arguments.Length;
                tokens += TokenCounter.Count(call.Name) + TokenCounter.Count(call.Arguments);
                break;
            case MessagePart.ToolResult result:
                foreach (var inner in result.Content)
                {
                    Add(inner, ref characters, ref tokens);
                }

                break;
            case MessagePart.Reasoning reasoning:
                tokens += reasoning.Tokens;
                break;
            case MessagePart.Media media:
                tokens += media.Tokens;
                break;
            case MessagePart.Opaque opaque:
                tokens += opaque.Tokens;
                break;
            default:
                throw new UnreachableException($"{part}");
        }
    }
}
