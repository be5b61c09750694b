using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Reads requests of Responses.</summary>
internal static class ResponsesRequestReader
{
    /// <summary>False if the dialect does not have the field.</summary>
    public static bool Read(string name, JsonElement value, NeutralRequest request)
    {
        switch (name)
        {
            case "model" or "stream_options" or "tools" or "tool_choice":
                return true;
            case "instructions":
                ReadInstructions(value, request);
                return true;
            case "input":
                ReadInput(value, request);
                return true;
            case "stream":
                request.Streams = value.ValueKind == JsonValueKind.True;
                return true;
            case "max_output_tokens":
                request.LimitOutput(value.Integer());
                return true;
            case "temperature":
                request.Temperature = value;
                return true;
            case "top_p":
                request.TopP = value;
                return true;
            case "parallel_tool_calls":
                request.ParallelCalls = value.ValueKind == JsonValueKind.True;
                return true;
            case "text":
                ReadText(value, request);
                return true;
            case "reasoning":
                request.Reasoning = value.Text("effort") is { } effort ? new ReasoningWish(effort, null, effort == "none") : null;
                return true;
            case "prompt_cache_key":
                request.CacheKey = value.Text();
                request.Use(Feature.CacheKey);
                return true;
            default:
                return ReadOwn(name, value, request);
        }
    }

    public static void ReadTools(JsonElement root, NeutralRequest request)
    {
        var tools = root.Items("tools").ToList();
        var hasOwn = tools.Exists(tool => tool.Is("type", "function") || tool.Is("type", "custom"));
        foreach (var tool in tools)
        {
            ReadTool(tool, hasOwn, request);
        }

        ReadChoice(root.Field("tool_choice"), request);
    }

    /// <summary>Fields that no other dialect has.</summary>
    private static bool ReadOwn(string name, JsonElement value, NeutralRequest request)
    {
        Feature? used = name switch
        {
            "previous_response_id" or "conversation" or "prompt" => Feature.ServerState,
            "background" => value.ValueKind == JsonValueKind.True ? Feature.ServerState : null,
            "store" => value.ValueKind == JsonValueKind.True ? Feature.Stored : null,
            "include" => Included(value),
            "truncation" => value.Text() == "disabled" ? null : Feature.ContextManagement,
            "context_management" => Feature.ContextManagement,
            "max_tool_calls" => Feature.Labels,
            "moderation" => Feature.Moderation,
            "top_logprobs" => value.Integer() > 0 ? Feature.LogProbabilities : null,
            "service_tier" => value.Text() is "auto" or "default" ? null : Feature.ServiceTier,
            "client_metadata" or "metadata" or "user" or "safety_identifier" or "prompt_cache_options" or "prompt_cache_retention" =>
                Feature.Labels,
            _ => Feature.UnknownField,
        };
        if (used is { } feature and not Feature.UnknownField)
        {
            request.Use(feature);
        }

        return used != Feature.UnknownField;
    }

    private static Feature? Included(JsonElement include) =>
        include.Items().Any(item => item.Text() == "message.output_text.logprobs") ? Feature.LogProbabilities
            : include.Items().Any() ? Feature.AdditionalOutput
            : null;

    private static void ReadInstructions(JsonElement instructions, NeutralRequest request)
    {
        if (instructions.Text() is { Length: > 0 } text)
        {
            request.Turns.Insert(0, new Turn(RequestRole.System, [new RequestPart.Text(text)]));
        }
        else if (instructions.IsArray())
        {
            request.Use(Feature.UnknownPart);
        }
    }

    private static void ReadInput(JsonElement input, NeutralRequest request)
    {
        if (input.IsString())
        {
            request.TurnOf(RequestRole.User, false).Add(new RequestPart.Text(input.Text()!));
            return;
        }

        foreach (var item in input.Items())
        {
            ReadItem(item, request);
        }
    }

    private static void ReadItem(JsonElement item, NeutralRequest request)
    {
        switch (item.Text("type") ?? (item.Field("role").IsString() ? "message" : "item_reference"))
        {
            case "message":
                ReadMessage(item, request);
                break;
            case "function_call":
                AssistantParts(request).Add(Call(item, "arguments", ToolCallKind.Function));
                break;
            case "custom_tool_call":
                AssistantParts(request).Add(Call(item, "input", ToolCallKind.Custom));
                break;
            case "function_call_output" or "custom_tool_call_output":
                ReadOutput(item, request);
                break;
            case "reasoning":
                request.Use(Feature.ReasoningHistory);
                break;
            case "item_reference":
                request.Use(Feature.ServerState);
                break;
            case "compaction" or "compaction_trigger":
                request.Use(Feature.ServerState);
                break;
            case "additional_tools":
                request.Use(Feature.ToolNamespaces);
                break;
            case var type when type.EndsWith("_call", StringComparison.Ordinal) || type.EndsWith("_output", StringComparison.Ordinal)
                || type.StartsWith("mcp_", StringComparison.Ordinal):
                request.Use(Feature.ServerToolHistory);
                break;
            default:
                request.Use(Feature.UnknownPart);
                break;
        }
    }

    /// <summary>Items of the assistant that follow each other are one turn.</summary>
    private static List<RequestPart> AssistantParts(NeutralRequest request) => request.TurnOf(RequestRole.Assistant, true);

    private static RequestPart.ToolCall Call(JsonElement item, string arguments, ToolCallKind kind) =>
        new(item.Text("call_id") ?? item.Text("id") ?? "", item.Text("name") ?? "", item.Text(arguments) ?? "", kind);

    private static void ReadMessage(JsonElement item, NeutralRequest request)
    {
        var role = item.Text("role") switch
        {
            "system" => RequestRole.System,
            "developer" => RequestRole.Developer,
            "assistant" => RequestRole.Assistant,
            _ => RequestRole.User,
        };
        request.UseIf(item.Text("role") is not ("system" or "developer" or "assistant" or "user"), Feature.UnknownPart);
        var continues = role == RequestRole.Assistant
            || (role == RequestRole.User && request.Turns is [.., { Role: RequestRole.User, Parts: [.., RequestPart.ToolResult] }]);
        ReadContent(item.Field("content"), request.TurnOf(role, continues), request);
    }

    private static void ReadOutput(JsonElement item, NeutralRequest request)
    {
        var content = new List<RequestPart>();
        ReadContent(item.Field("output"), content, request);
        request.UseIf(content.Exists(part => part is RequestPart.Image or RequestPart.Document), Feature.MediaInToolResults);
        var continues = request.Turns is [.., { Parts: [.., RequestPart.ToolResult] }];
        request.TurnOf(RequestRole.User, continues).Add(new RequestPart.ToolResult(item.Text("call_id") ?? "", content, false));
    }

    private static void ReadContent(JsonElement content, List<RequestPart> parts, NeutralRequest request)
    {
        if (content.IsString())
        {
            parts.Add(new RequestPart.Text(content.Text()!));
            return;
        }

        foreach (var part in content.Items())
        {
            var isBreakpoint = part.Field("prompt_cache_breakpoint").IsObject() || part.Field("cache_control").IsObject();
            request.UseIf(isBreakpoint, Feature.CacheControl);
            if (ReadPart(part, request) is { } read)
            {
                parts.Add(read with { IsCacheBreakpoint = isBreakpoint });
            }
        }
    }

    private static RequestPart? ReadPart(JsonElement part, NeutralRequest request)
    {
        switch (part.Text("type"))
        {
            case "input_text" or "output_text" or "text":
                return new RequestPart.Text(part.Text("text") ?? "");
            case "refusal":
                return new RequestPart.Refusal(part.Text("refusal") ?? "");
            case "input_image":
                var detail = part.Text("detail");
                request.UseIf(detail is not (null or "auto"), Feature.ImageDetail);
                return new RequestPart.Image(Source(part, "image_url", request, Feature.ImageFiles, null), detail);
            case "input_file":
                request.UseIf(part.Text("file_data") is not null, Feature.Documents);
                return new RequestPart.Document(
                    part.Text("file_data") is { } data
                        ? MediaSource.OfAddress(data)
                        : Source(part, "file_url", request, Feature.DocumentFiles, Feature.DocumentUrls),
                    part.Text("filename"));
            case "input_audio":
                request.Use(Feature.AudioInput);
                return new RequestPart.Audio(part.Field("input_audio"));
            default:
                request.Use(Feature.UnknownPart);
                return null;
        }
    }

    private static MediaSource Source(JsonElement part, string address, NeutralRequest request, Feature file, Feature? url)
    {
        if (part.Text("file_id") is { } id)
        {
            request.Use(file);
            return new MediaSource.File(id);
        }

        request.UseIf(url is not null, url ?? default);
        return MediaSource.OfAddress(part.Text(address) ?? "");
    }

    private static void ReadTool(JsonElement tool, bool hasOwn, NeutralRequest request)
    {
        switch (tool.Text("type"))
        {
            case "function":
                request.Tools.Add(new ToolDefinition(
                    ToolCallKind.Function,
                    tool.Text("name") ?? "",
                    tool.Text("description"),
                    tool.Field("parameters"),
                    tool.Boolean("strict"),
                    default));
                break;
            case "custom":
                request.Tools.Add(new ToolDefinition(
                    ToolCallKind.Custom,
                    tool.Text("name") ?? "",
                    tool.Text("description"),
                    default,
                    null,
                    tool.Field("format")));
                break;
            case "namespace":
                request.Use(Feature.ToolNamespaces);
                break;
            case "web_search" or "web_search_preview" when hasOwn:
                request.Use(Feature.WebSearchBesideTools);
                break;
            case "local_shell" or "shell" or "apply_patch" or "computer_use_preview" or "computer":
                request.Use(Feature.VendorClientTools);
                break;
            default:
                request.Use(Feature.ServerTools);
                break;
        }
    }

    private static void ReadChoice(JsonElement choice, NeutralRequest request)
    {
        switch (choice.Text("type"))
        {
            case "function" or "custom":
                request.Choice = new ToolChoice.Tool(choice.Text("name") ?? "");
                break;
            case "allowed_tools":
                request.Choice = Mode(choice.Text("mode"));
                request.AllowTools(
                    choice.Items("tools").Select(tool => tool.Text("name")).OfType<string>().ToHashSet(StringComparer.Ordinal));
                break;
            case { }:
                request.Use(Feature.ServerTools);
                break;
            default:
                request.Choice = Mode(choice.Text());
                break;
        }
    }

    private static ToolChoice? Mode(string? mode) => mode switch
    {
        "auto" => new ToolChoice.Auto(),
        "none" => new ToolChoice.None(),
        "required" => new ToolChoice.Required(),
        _ => null,
    };

    private static void ReadText(JsonElement text, NeutralRequest request)
    {
        request.Verbosity = text.Text("verbosity");
        request.UseIf(request.Verbosity is not (null or "medium"), Feature.Verbosity);
        var format = text.Field("format");
        switch (format.Text("type"))
        {
            case "json_schema":
                request.Format = new OutputFormat.Schema(
                    format.Text("name"),
                    format.Text("description"),
                    format.Field("schema"),
                    format.Boolean("strict"));
                break;
            case "json_object":
                request.Format = new OutputFormat.JsonObject();
                request.Use(Feature.JsonObjectFormat);
                break;
            case null or "text":
                break;
            default:
                request.Use(Feature.UnknownPart);
                break;
        }
    }
}
