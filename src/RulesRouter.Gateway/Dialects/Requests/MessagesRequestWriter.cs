using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>
/// Writes requests of Messages: instructions go before the conversation, texts that are empty are left out, and so is what the vendor
/// rejects beside thinking.
/// </summary>
internal static class MessagesRequestWriter
{
    /// <summary>Tokens, the least that the vendor takes as a budget of thinking.</summary>
    public const int MinBudget = 1024;

    /// <summary>Marks for the cache that the vendor takes in one request.</summary>
    private const int MaxCacheBreakpoints = 4;

    public static void Write(Utf8JsonWriter json, NeutralRequest request, UpstreamTarget target)
    {
        var maximum = request.MaxOutputTokens is null ? target.RequiredMaximum : request.MaxFor(target)!.Value;
        var hasThinking = WantsThinking(request, target, maximum);
        var breakpoints = new Breakpoints(request);
        json.WriteString("model", target.WireModel);
        json.WriteNumber("max_tokens", maximum);
        WriteSystem(json, request, breakpoints);
        json.WriteStartArray("messages");
        foreach (var turn in request.Turns.Where(turn => turn.Role is RequestRole.User or RequestRole.Assistant))
        {
            WriteTurn(json, turn, breakpoints);
        }

        json.WriteEndArray();
        if (hasThinking)
        {
            WriteThinking(json, request, target, maximum);
        }
        else if (ClaudeModels.TakesSampling(target.WireModel))
        {
            WriteSampling(json, request);
        }

        if (request.StopSequences.Count > 0)
        {
            json.WriteStartArray("stop_sequences");
            request.StopSequences.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        WriteTools(json, request);
        WriteOutputConfig(json, request, hasThinking && !ClaudeModels.TakesBudget(target.WireModel));
        json.WriteBoolean("stream", request.Streams);
    }

    /// <summary>
    /// False where the client asked for none, a tool is required, the maximum leaves no room for a budget, or the last turn goes on after
    /// tool calls, before which models with a budget expect thinking that the vendor signed.
    /// </summary>
    private static bool WantsThinking(NeutralRequest request, UpstreamTarget target, long maximum)
    {
        if (!target.Reasons || request.Choice is ToolChoice.Required or ToolChoice.Tool || request.Reasoning is not { IsOff: false } wish)
        {
            return false;
        }

        return !ClaudeModels.TakesBudget(target.WireModel)
            || (wish.BudgetOrNearest is not null
                && maximum / 2 >= MinBudget
                && request.Turns.LastOrDefault()?.Parts.Exists(part => part is RequestPart.ToolResult) != true);
    }

    private static void WriteThinking(Utf8JsonWriter json, NeutralRequest request, UpstreamTarget target, long maximum)
    {
        json.WriteStartObject("thinking");
        if (ClaudeModels.TakesBudget(target.WireModel))
        {
            json.WriteString("type", "enabled");
            json.WriteNumber("budget_tokens", Math.Min(Math.Max(MinBudget, request.Reasoning!.BudgetOrNearest!.Value), maximum / 2));
        }
        else
        {
            json.WriteString("type", "adaptive");
        }

        json.WriteEndObject();
    }

    /// <summary>The vendor's newer models take one of temperature and top_p, and temperatures up to 1.</summary>
    private static void WriteSampling(Utf8JsonWriter json, NeutralRequest request)
    {
        if (request.Temperature.ValueKind == JsonValueKind.Number)
        {
            json.WritePropertyName("temperature");
            if (request.Temperature.GetDouble() > 1)
            {
                json.WriteNumberValue(1);
            }
            else
            {
                request.Temperature.WriteTo(json);
            }
        }
        else
        {
            json.Optional("top_p", request.TopP);
        }

        json.Optional("top_k", request.TopK);
    }

    private static void WriteSystem(Utf8JsonWriter json, NeutralRequest request, Breakpoints breakpoints)
    {
        var parts = request.Turns.Where(turn => turn.Role is RequestRole.System or RequestRole.Developer)
            .SelectMany(turn => turn.Parts)
            .OfType<RequestPart.Text>()
            .Where(part => part.Value.Length > 0)
            .ToList();
        if (parts.Count == 0)
        {
            return;
        }

        json.WriteStartArray("system");
        parts.ForEach(part => WritePart(json, part, breakpoints));
        json.WriteEndArray();
    }

    private static void WriteTurn(Utf8JsonWriter json, Turn turn, Breakpoints breakpoints)
    {
        // Results come before what the user says beside them.
        var parts = turn.Parts.OrderBy(part => part is RequestPart.ToolResult ? 0 : 1)
            .Where(part => part is not (RequestPart.Text { Value.Length: 0 } or RequestPart.Refusal { Value.Length: 0 }))
            .ToList();
        if (parts.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", turn.Role == RequestRole.Assistant ? "assistant" : "user");
        if (parts is [RequestPart.Text { IsCacheBreakpoint: false } only] && !breakpoints.Marks(only))
        {
            json.WriteString("content", only.Value);
        }
        else
        {
            json.WriteStartArray("content");
            parts.ForEach(part => WritePart(json, part, breakpoints));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, RequestPart part, Breakpoints breakpoints)
    {
        json.WriteStartObject();
        switch (part)
        {
            case RequestPart.Text text:
                json.WriteString("type", "text");
                json.WriteString("text", text.Value);
                break;
            case RequestPart.Refusal refusal:
                json.WriteString("type", "text");
                json.WriteString("text", refusal.Value);
                break;
            case RequestPart.Image image:
                json.WriteString("type", "image");
                WriteSource(json, image.Source);
                break;
            case RequestPart.Document document:
                json.WriteString("type", "document");
                WriteSource(json, document.Source);
                json.Optional("title", document.Name);
                break;
            case RequestPart.ToolCall call:
                json.WriteString("type", "tool_use");
                json.WriteString("id", CallId(call.Id));
                json.WriteString("name", call.Name);
                json.WritePropertyName("input");
                ToolInput.Write(json, call.Arguments, call.Kind);
                break;
            case RequestPart.ToolResult result:
                WriteResult(json, result, breakpoints);
                break;
            case RequestPart.Audio:
            default:
                throw new UnreachableException($"{part}");
        }

        if (part is not RequestPart.ToolCall && breakpoints.Marks(part))
        {
            json.WriteStartObject("cache_control");
            json.WriteString("type", "ephemeral");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, RequestPart.ToolResult result, Breakpoints breakpoints)
    {
        json.WriteString("type", "tool_result");
        json.WriteString("tool_use_id", CallId(result.CallId));
        if (result.IsError)
        {
            json.WriteBoolean("is_error", true);
        }

        if (result.Content.All(part => part is RequestPart.Text))
        {
            json.WriteString("content", result.AllText);
            return;
        }

        json.WriteStartArray("content");
        foreach (var part in result.Content.Where(part => part is not RequestPart.Text { Value.Length: 0 }))
        {
            WritePart(json, part with { IsCacheBreakpoint = false }, breakpoints);
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, MediaSource source)
    {
        json.WriteStartObject("source");
        switch (source)
        {
            case MediaSource.Url url:
                json.WriteString("type", "url");
                json.WriteString("url", url.Address);
                break;
            case MediaSource.Data data:
                json.WriteString("type", "base64");
                json.WriteString("media_type", data.MediaType);
                json.WriteString("data", data.Base64);
                break;
            case MediaSource.File file:
                json.WriteString("type", "file");
                json.WriteString("file_id", file.Id);
                break;
            default:
                throw new UnreachableException($"{source}");
        }

        json.WriteEndObject();
    }

    /// <summary>The vendor takes letters, digits, hyphens and underscores.</summary>
    private static string CallId(string id) => id.All(IsIdCharacter)
        ? id
        : string.Create(id.Length, id, static (result, source) =>
        {
            for (var index = 0; index < result.Length; index++)
            {
                result[index] = IsIdCharacter(source[index]) ? source[index] : '_';
            }
        });

    private static bool IsIdCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

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
            json.WriteString("name", tool.Name);
            json.Optional("description", tool.Kind == ToolCallKind.Custom ? CustomTools.Description(tool) : tool.Description);
            json.WritePropertyName("input_schema");
            if (tool.Kind == ToolCallKind.Custom)
            {
                CustomTools.WriteSchema(json);
            }
            else
            {
                WriteSchema(json, tool.Parameters);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteChoice(json, request);
    }

    /// <summary>The vendor requires the type <c>object</c>.</summary>
    private static void WriteSchema(Utf8JsonWriter json, JsonElement schema)
    {
        json.WriteStartObject();
        if (!schema.Field("type").IsString())
        {
            json.WriteString("type", "object");
        }

        if (schema.IsObject())
        {
            foreach (var field in schema.EnumerateObject().Where(field => field.Name != "type" || field.Value.IsString()))
            {
                field.WriteTo(json);
            }
        }
        else
        {
            json.EmptyObject("properties");
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, NeutralRequest request)
    {
        var type = request.Choice switch
        {
            null => request.ParallelCalls == false ? "auto" : null,
            ToolChoice.Auto => "auto",
            ToolChoice.None => "none",
            ToolChoice.Required => "any",
            ToolChoice.Tool => "tool",
            _ => throw new UnreachableException($"{request.Choice}"),
        };
        if (type is null)
        {
            return;
        }

        json.WriteStartObject("tool_choice");
        json.WriteString("type", type);
        json.Optional("name", (request.Choice as ToolChoice.Tool)?.Name);
        if (request.ParallelCalls == false && type != "none")
        {
            json.WriteBoolean("disable_parallel_tool_use", true);
        }

        json.WriteEndObject();
    }

    private static void WriteOutputConfig(Utf8JsonWriter json, NeutralRequest request, bool hasEffort)
    {
        var effort = hasEffort ? Effort(request.Reasoning!) : null;
        if (effort is null && request.Format is not OutputFormat.Schema)
        {
            return;
        }

        json.WriteStartObject("output_config");
        json.Optional("effort", effort);
        if (request.Format is OutputFormat.Schema schema)
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.Optional("schema", schema.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The three words that every model with an effort takes.</summary>
    private static string? Effort(ReasoningWish wish) => wish.EffortOrNearest switch
    {
        null => null,
        "minimal" or "low" => "low",
        "medium" => "medium",
        _ => "high",
    };

    /// <summary>
    /// Where the prompt is cached: where the client marked it or, since OpenAI caches without marks, at the end of the instructions and of
    /// the conversation if the client named a key for its cache.
    /// </summary>
    private sealed class Breakpoints
    {
        private readonly HashSet<RequestPart> marked = new(ReferenceEqualityComparer.Instance);

        public Breakpoints(NeutralRequest request)
        {
            var parts = request.Turns.SelectMany(turn => turn.Parts).ToList();
            marked.UnionWith(parts.Where(part => part.IsCacheBreakpoint).TakeLast(MaxCacheBreakpoints));
            if (marked.Count > 0 || request.CacheKey is null)
            {
                return;
            }

            var instructions = request.Turns.Where(turn => turn.Role is RequestRole.System or RequestRole.Developer);
            if (instructions.LastOrDefault() is { Parts: [.., RequestPart.Text { Value.Length: > 0 } last] })
            {
                marked.Add(last);
            }

            if (request.Turns is [.., { Role: RequestRole.User, Parts: [.., var end] }] && end is not RequestPart.Text { Value.Length: 0 })
            {
                marked.Add(end);
            }
        }

        public bool Marks(RequestPart part) => marked.Contains(part);
    }
}
