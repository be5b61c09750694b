using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Writes requests of Responses, of which the vendor stores nothing: the client's dialect has no such state.</summary>
internal static class ResponsesRequestWriter
{
    /// <summary>The least maximum that the vendor takes.</summary>
    private const int MinOutputTokens = 16;

    public static void Write(Utf8JsonWriter json, NeutralRequest request, UpstreamTarget target)
    {
        json.WriteString("model", target.WireModel);
        var turns = request.Turns;
        if (turns is [{ Role: RequestRole.System } first, ..])
        {
            json.WriteString("instructions", string.Join("\n\n", first.Parts.OfType<RequestPart.Text>().Select(part => part.Value)));
            turns = turns[1..];
        }

        var customCalls = turns.SelectMany(turn => turn.Parts)
            .OfType<RequestPart.ToolCall>()
            .Where(call => call.Kind == ToolCallKind.Custom)
            .Select(call => call.Id)
            .ToHashSet(StringComparer.Ordinal);
        json.WriteStartArray("input");
        foreach (var turn in turns)
        {
            WriteTurn(json, turn, customCalls);
        }

        json.WriteEndArray();
        json.Optional("max_output_tokens", request.MaxFor(target) is { } maximum ? Math.Max(MinOutputTokens, maximum) : null);
        json.Optional("temperature", request.Temperature);
        json.Optional("top_p", request.TopP);
        WriteTools(json, request);
        WriteText(json, request);
        if (target.Reasons && ChatRequestWriter.Effort(request.Reasoning) is { } effort)
        {
            json.WriteStartObject("reasoning");
            json.WriteString("effort", effort);
            json.WriteEndObject();
        }

        json.Optional("prompt_cache_key", request.CacheKey);
        json.WriteBoolean("store", false);
        json.WriteBoolean("stream", request.Streams);
    }

    private static void WriteTurn(Utf8JsonWriter json, Turn turn, HashSet<string> customCalls)
    {
        switch (turn.Role)
        {
            case RequestRole.System:
                WriteMessage(json, "system", turn.Parts);
                break;
            case RequestRole.Developer:
                WriteMessage(json, "developer", turn.Parts);
                break;
            case RequestRole.User:
                foreach (var result in turn.Parts.OfType<RequestPart.ToolResult>())
                {
                    WriteResult(json, result, customCalls.Contains(result.CallId));
                }

                WriteMessage(json, "user", [.. turn.Parts.Where(part => part is not RequestPart.ToolResult)]);
                break;
            case RequestRole.Assistant:
                WriteAssistant(json, turn);
                break;
            default:
                throw new UnreachableException($"{turn.Role}");
        }
    }

    private static void WriteAssistant(Utf8JsonWriter json, Turn turn)
    {
        var said = new List<RequestPart>();
        foreach (var part in turn.Parts)
        {
            if (part is not RequestPart.ToolCall call)
            {
                said.Add(part);
                continue;
            }

            WriteMessage(json, "assistant", said);
            said.Clear();
            WriteCall(json, call);
        }

        WriteMessage(json, "assistant", said);
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, List<RequestPart> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("role", role);
        json.WriteStartArray("content");
        foreach (var part in parts)
        {
            WritePart(json, part, role == "assistant");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, RequestPart part, bool isOutput)
    {
        json.WriteStartObject();
        switch (part)
        {
            case RequestPart.Text text:
                json.WriteString("type", isOutput ? "output_text" : "input_text");
                json.WriteString("text", text.Value);
                break;
            case RequestPart.Refusal refusal:
                json.WriteString("type", "refusal");
                json.WriteString("refusal", refusal.Value);
                break;
            case RequestPart.Image image:
                json.WriteString("type", "input_image");
                WriteSource(json, image.Source, "image_url", "image_url");
                json.WriteString("detail", image.Detail ?? "auto");
                break;
            case RequestPart.Document document:
                json.WriteString("type", "input_file");
                json.Optional("filename", document.Name ?? (document.Source is MediaSource.Data ? "document.pdf" : null));
                WriteSource(json, document.Source, "file_data", "file_url");
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

    private static void WriteSource(Utf8JsonWriter json, MediaSource source, string data, string url)
    {
        switch (source)
        {
            case MediaSource.Url address:
                json.WriteString(url, address.Address);
                break;
            case MediaSource.Data bytes:
                json.WriteString(data, bytes.Address);
                break;
            case MediaSource.File file:
                json.WriteString("file_id", file.Id);
                break;
            default:
                throw new UnreachableException($"{source}");
        }
    }

    private static void WriteCall(Utf8JsonWriter json, RequestPart.ToolCall call)
    {
        var isCustom = call.Kind == ToolCallKind.Custom;
        json.WriteStartObject();
        json.WriteString("type", isCustom ? "custom_tool_call" : "function_call");
        json.WriteString("call_id", call.Id);
        json.WriteString("name", call.Name);
        json.WriteString(isCustom ? "input" : "arguments", isCustom ? call.Arguments : CustomTools.Arguments(call));
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, RequestPart.ToolResult result, bool isCustom)
    {
        json.WriteStartObject();
        json.WriteString("type", isCustom ? "custom_tool_call_output" : "function_call_output");
        json.WriteString("call_id", result.CallId);
        if (result.Content.All(part => part is RequestPart.Text))
        {
            json.WriteString("output", result.AllText);
        }
        else
        {
            json.WriteStartArray("output");
            foreach (var part in result.Content)
            {
                WritePart(json, part, isOutput: false);
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
            WriteTool(json, tool);
        }

        json.WriteEndArray();
        WriteChoice(json, request);
        json.Optional("parallel_tool_calls", request.ParallelCalls);
    }

    /// <summary>Functions are strict here unless they say otherwise; in the other dialects they are not.</summary>
    private static void WriteTool(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type", tool.Kind == ToolCallKind.Custom ? "custom" : "function");
        json.WriteString("name", tool.Name);
        json.Optional("description", tool.Description);
        if (tool.Kind == ToolCallKind.Custom)
        {
            WriteCustomFormat(json, tool.Format);
        }
        else
        {
            if (tool.Parameters.IsObject())
            {
                json.Optional("parameters", tool.Parameters);
            }
            else
            {
                json.WriteStartObject("parameters");
                json.WriteString("type", "object");
                json.EmptyObject("properties");
                json.WriteEndObject();
            }

            json.WriteBoolean("strict", tool.Strict ?? false);
        }

        json.WriteEndObject();
    }

    /// <summary>Chat Completions nests the grammar; here it is flat.</summary>
    private static void WriteCustomFormat(Utf8JsonWriter json, JsonElement format)
    {
        if (format.Field("grammar") is not { ValueKind: JsonValueKind.Object } grammar)
        {
            json.Optional("format", format);
            return;
        }

        json.WriteStartObject("format");
        json.WriteString("type", "grammar");
        json.Optional("syntax", grammar.Field("syntax"));
        json.Optional("definition", grammar.Field("definition"));
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, NeutralRequest request)
    {
        switch (request.Choice)
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
                json.WriteString("type", request.CustomTools.Contains(tool.Name) ? "custom" : "function");
                json.WriteString("name", tool.Name);
                json.WriteEndObject();
                break;
            default:
                throw new UnreachableException($"{request.Choice}");
        }
    }

    private static void WriteText(Utf8JsonWriter json, NeutralRequest request)
    {
        if (request.Format is null && request.Verbosity is null)
        {
            return;
        }

        json.WriteStartObject("text");
        json.Optional("verbosity", request.Verbosity);
        switch (request.Format)
        {
            case null:
                break;
            case OutputFormat.JsonObject:
                json.WriteStartObject("format");
                json.WriteString("type", "json_object");
                json.WriteEndObject();
                break;
            case OutputFormat.Schema schema:
                json.WriteStartObject("format");
                json.WriteString("type", "json_schema");
                json.WriteString("name", schema.Name ?? "output");
                json.Optional("description", schema.Description);
                json.Optional("schema", schema.Value);
                json.WriteBoolean("strict", schema.Strict ?? false);
                json.WriteEndObject();
                break;
            default:
                throw new UnreachableException($"{request.Format}");
        }

        json.WriteEndObject();
    }
}
