using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>A custom tool as a function whose only argument is its text, for upstreams without custom tools.</summary>
internal static class CustomTools
{
    /// <summary>The description, with the grammar that the text follows.</summary>
    public static string? Description(ToolDefinition tool)
    {
        var grammar = tool.Format.Field("grammar") is { ValueKind: JsonValueKind.Object } nested ? nested : tool.Format;
        return grammar.Text("definition") is { } definition
            ? $"{tool.Description}\n\nThe input follows this {grammar.Text("syntax")} grammar:\n{definition}".TrimStart()
            : tool.Description;
    }

    public static void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject(AnswerSettings.CustomArgument);
        json.WriteString("type", "string");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("required");
        json.WriteStringValue(AnswerSettings.CustomArgument);
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    /// <summary>Arguments of a call as JSON.</summary>
    public static string Arguments(RequestPart.ToolCall call)
    {
        if (call.Kind == ToolCallKind.Function)
        {
            return string.IsNullOrWhiteSpace(call.Arguments) ? "{}" : call.Arguments;
        }

        return System.Text.Encoding.UTF8.GetString(Writing.Document(json => CustomInput.Write(json, call.Arguments)).Span);
    }
}
