using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>
/// Writes requests of Chat Completions as compatible servers take them, too: instructions have the role <c>system</c>, and what is text
/// alone is a string.
/// </summary>
internal static class ChatRequestWriter
{
    public static void Write(Utf8JsonWriter json, NeutralRequest request, UpstreamTarget target)
    {
        json.WriteString("model", target.WireModel);
        json.WriteStartArray("messages");
        foreach (var turn in request.Turns)
        {
            WriteTurn(json, turn);
        }

        json.WriteEndArray();
        json.Optional(target.TakesMaxCompletionTokens ? "max_completion_tokens" : "max_tokens", request.MaxFor(target));
        json.Optional("temperature", request.Temperature);
        json.Optional("top_p", request.TopP);
        if (request.StopSequences.Count > 0)
        {
            json.WriteStartArray("stop");
            request.StopSequences.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        WriteTools(json, request);
        WriteFormat(json, request.Format);
        json.Optional("reasoning_effort", target.Reasons ? Effort(request.Reasoning) : null);
        json.Optional("verbosity", request.Verbosity);
        json.Optional("prompt_cache_key", request.CacheKey);
        json.WriteBoolean("stream", request.Streams);
        if (request.Streams)
        {
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
        }
    }

    /// <summary>Anthropic's greatest effort has another name here.</summary>
    public static string? Effort(ReasoningWish? wish) => wish?.EffortOrNearest switch
    {
        "max" => "xhigh",
        var effort => effort,
    };

    private static void WriteTurn(Utf8JsonWriter json, Turn turn)
    {
        switch (turn.Role)
        {
            case RequestRole.System or RequestRole.Developer:
                json.WriteStartObject();
                json.WriteString("role", "system");
                json.WriteString("content", string.Join("\n\n", turn.Parts.OfType<RequestPart.Text>().Select(part => part.Value)));
                json.WriteEndObject();
                break;
            case RequestRole.User:
                WriteResults(json, turn);
                WriteUser(json, turn);
                break;
            case RequestRole.Assistant:
                WriteAssistant(json, turn);
                break;
            default:
                throw new UnreachableException($"{turn.Role}");
        }
    }

    private static void WriteResults(Utf8JsonWriter json, Turn turn)
    {
        foreach (var result in turn.Parts.OfType<RequestPart.ToolResult>())
        {
            json.WriteStartObject();
            json.WriteString("role", "tool");
            json.WriteString("tool_call_id", result.CallId);
            json.WriteString("content", result.AllText);
            json.WriteEndObject();
        }
    }

    private static void WriteUser(Utf8JsonWriter json, Turn turn)
    {
        var parts = turn.Parts.Where(part => part is not RequestPart.ToolResult).ToList();
        if (parts.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", "user");
        if (parts is [RequestPart.Text only])
        {
            json.WriteString("content", only.Value);
        }
        else
        {
            json.WriteStartArray("content");
            parts.ForEach(part => WritePart(json, part));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, RequestPart part)
    {
        json.WriteStartObject();
        switch (part)
        {
            case RequestPart.Text text:
                WriteText(json, text.Value);
                break;
            case RequestPart.Refusal refusal:
                WriteText(json, refusal.Value);
                break;
            case RequestPart.Image image:
                json.WriteString("type", "image_url");
                json.WriteStartObject("image_url");
                json.WriteString("url", Address(image.Source));
                json.Optional("detail", image.Detail);
                json.WriteEndObject();
                break;
            case RequestPart.Document document:
                json.WriteString("type", "file");
                json.WriteStartObject("file");
                json.WriteString(document.Source is MediaSource.File ? "file_id" : "file_data", Address(document.Source));
                json.Optional("filename", document.Name ?? (document.Source is MediaSource.Data ? "document.pdf" : null));
                json.WriteEndObject();
                break;
            case RequestPart.Audio audio:
                json.WriteString("type", "input_audio");
                json.Optional("input_audio", audio.Value);
                break;
            case RequestPart.ToolCall or RequestPart.ToolResult:
            default:
                throw new UnreachableException($"{part}");
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteString("type", "text");
        json.WriteString("text", text);
    }

    private static string Address(MediaSource source) => source switch
    {
        MediaSource.Url url => url.Address,
        MediaSource.Data data => data.Address,
        MediaSource.File file => file.Id,
        _ => throw new UnreachableException($"{source}"),
    };

    private static void WriteAssistant(Utf8JsonWriter json, Turn turn)
    {
        var refusal = string.Concat(turn.Parts.OfType<RequestPart.Refusal>().Select(part => part.Value));
        var calls = turn.Parts.OfType<RequestPart.ToolCall>().ToList();
        var text = turn.AllText + refusal;
        if (text.Length == 0 && calls.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", text.Length > 0 ? text : null);
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", CustomTools.Arguments(call));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, NeutralRequest request)
    {
        if (request.Tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (var tool in request.Tools)
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", tool.Name);
            json.Optional("description", tool.Kind == ToolCallKind.Custom ? CustomTools.Description(tool) : tool.Description);
            if (tool.Kind == ToolCallKind.Custom)
            {
                json.WritePropertyName("parameters");
                CustomTools.WriteSchema(json);
            }
            else
            {
                json.Optional("parameters", tool.Parameters);
            }

            if (tool.Strict == true)
            {
                // The default is not strict, and some compatible servers do not have the field.
                json.WriteBoolean("strict", true);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteChoice(json, request.Choice);
        json.Optional("parallel_tool_calls", request.ParallelCalls);
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice? choice)
    {
        switch (choice)
        {
            case null:
                break;
            case ToolChoice.Auto:
                json.WriteString("tool_choice", "auto");
                break;
            case ToolChoice.None:
                json.WriteString("tool_choice", "none");
                break;
            case ToolChoice.Required:
                json.WriteString("tool_choice", "required");
                break;
            case ToolChoice.Tool tool:
                json.WriteStartObject("tool_choice");
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", tool.Name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default:
                throw new UnreachableException($"{choice}");
        }
    }

    private static void WriteFormat(Utf8JsonWriter json, OutputFormat? format)
    {
        switch (format)
        {
            case null:
                break;
            case OutputFormat.JsonObject:
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_object");
                json.WriteEndObject();
                break;
            case OutputFormat.Schema schema:
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_schema");
                json.WriteStartObject("json_schema");
                json.WriteString("name", schema.Name ?? "output");
                json.Optional("description", schema.Description);
                json.Optional("schema", schema.Value);
                json.Optional("strict", schema.Strict);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default:
                throw new UnreachableException($"{format}");
        }
    }
}
