using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RulesRouter.Client.Decisions;

/// <summary>One message of a conversation, as OpenAI's Chat Completions writes it.</summary>
/// <param name="Role"><c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Content">A string, or a list of content parts; null for a message that only calls tools.</param>
public sealed record RequestMessage(string Role, JsonNode? Content)
{
    /// <summary>Calls of tools by the assistant.</summary>
    [JsonPropertyName("tool_calls")]
    public JsonArray? ToolCalls { get; init; }

    /// <summary>Id of the call that a message of a tool answers.</summary>
    [JsonPropertyName("tool_call_id")]
    public string? ToolCallId { get; init; }
}
