using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RulesRouter.Client.Decisions;

namespace RulesRouter.Client.Chat;

/// <summary>Messages and options of a chat → the request for a decision.</summary>
internal static class ChatRequests
{
    private const string PolicyPrefix = "policy/";

    public static DecisionQuery Of(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        bool stream,
        RoutingChatOptions settings)
    {
        var context = ChatRequestContext.Of(options);
        var contents = messages.SelectMany(message => message.Contents).ToList();
        var named = options?.ModelId is { } model && model.StartsWith(PolicyPrefix, StringComparison.Ordinal)
            ? model[PolicyPrefix.Length..]
            : null;
        return new DecisionQuery
        {
            Policy = context.Policy ?? named ?? settings.Policy
                ?? throw new InvalidOperationException(
                    "no policy: set `Policy` of the registration or of the request's `ChatRequestContext`, "
                        + "or name the model `policy/NAME`"),
            Messages = [.. Instructions(options), .. messages.SelectMany(Messages)],
            Tools = Tools(options),
            Task = context.Task,
            Attributes = context.Attributes,
            Needs = new RequestNeeds
            {
                StructuredOutput = options?.ResponseFormat is ChatResponseFormatJson ? true : null,
                Vision = Has(contents, "image") ? true : null,
                Audio = Has(contents, "audio") ? true : null,
                Files = Has(contents, "application") ? true : null,
            },
            MaxOutputTokens = options?.MaxOutputTokens,
            ClampsOutput = options?.MaxOutputTokens is null ? null : true,
            Stream = stream,
            DeadlineMs = context.DeadlineMs,
            MaxCostUsd = context.MaxCostUsd,
            RequestedModel = named is null ? options?.ModelId : null,
            Session = context.SessionId is { } id ? new RequestSession { Id = id } : null,
            Callable = settings.Providers,
            ObligationsSupported = settings.ObligationsSupported,
        };
    }

    private static IEnumerable<RequestMessage> Instructions(ChatOptions? options) =>
        options?.Instructions is { Length: > 0 } text ? [new RequestMessage("system", text)] : [];

    /// <summary>A message, and one for each result of a tool in it.</summary>
    private static IEnumerable<RequestMessage> Messages(ChatMessage message)
    {
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            yield return new RequestMessage("tool", Written(result.Result)) { ToolCallId = result.CallId };
        }

        var parts = new JsonArray([.. message.Contents.Select(Part).OfType<JsonNode>()]);
        var calls = new JsonArray([.. message.Contents.OfType<FunctionCallContent>().Select(Call)]);
        if (parts.Count > 0 || calls.Count > 0)
        {
            yield return new RequestMessage(message.Role.Value, parts.Count > 0 ? parts : null)
            {
                ToolCalls = calls.Count > 0 ? calls : null,
            };
        }
    }

    /// <summary>Null for content that is no part of its own, or of unknown size.</summary>
    private static JsonObject? Part(AIContent content) => content switch
    {
        TextContent { Text.Length: > 0 } text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
        DataContent data when data.HasTopLevelMediaType("image") => Image(data.Uri),
        UriContent uri when uri.HasTopLevelMediaType("image") => Image(uri.Uri.ToString()),
        _ => null,
    };

    private static JsonObject Image(string uri) =>
        new() { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = uri } };

    private static JsonObject Call(FunctionCallContent call) => new()
    {
        ["id"] = call.CallId,
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = call.Name,
            ["arguments"] = JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions),
        },
    };

    private static string Written(object? result) =>
        result as string ?? JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions);

    /// <summary>Null if none is declared here; a vendor's own tools count by their name.</summary>
    private static JsonArray? Tools(ChatOptions? options) => options?.Tools is { Count: > 0 } tools
        ? new JsonArray([.. tools.Select(tool => (JsonNode)new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject
            {
                ["name"] = tool.Name,
                ["description"] = tool.Description,
                ["parameters"] = tool is AIFunctionDeclaration function ? JsonSerializer.SerializeToNode(function.JsonSchema) : null,
            },
        })])
        : null;

    private static bool Has(List<AIContent> contents, string mediaType) => contents.Exists(content => content switch
    {
        DataContent data => data.HasTopLevelMediaType(mediaType),
        UriContent uri => uri.HasTopLevelMediaType(mediaType),
        _ => false,
    });
}
