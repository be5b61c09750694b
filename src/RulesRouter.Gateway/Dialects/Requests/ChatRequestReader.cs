using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Reads requests of Chat Completions, with fields that compatible servers added.</summary>
internal static class ChatRequestReader
{
    /// <summary>False if the dialect does not have the field.</summary>
    public static bool Read(string name, JsonElement value, NeutralRequest request)
    {
        switch (name)
        {
            case "model" or "stream_options" or "tools" or "tool_choice" or "functions" or "function_call":
                return true;
            case "messages":
                ReadMessages(value, request);
                return true;
            case "stream":
                request.Streams = value.ValueKind == JsonValueKind.True;
                return true;
            case "max_tokens" or "max_completion_tokens":
                request.LimitOutput(value.Integer());
                return true;
            case "temperature":
                request.Temperature = value;
                return true;
            case "top_p":
                request.TopP = value;
                return true;
            case "top_k":
                request.TopK = value;
                request.Use(Feature.TopK);
                return true;
            case "stop":
                request.StopSequences.AddRange(
                    value.IsString() ? [value.Text()!] : value.Items().Select(item => item.Text()).OfType<string>());
                return true;
            case "parallel_tool_calls":
                request.ParallelCalls = value.ValueKind == JsonValueKind.True;
                return true;
            case "response_format":
                ReadFormat(value, request);
                return true;
            case "reasoning_effort":
                request.Reasoning = new ReasoningWish(value.Text(), null, value.Text() == "none");
                return true;
            case "reasoning" or "thinking":
                request.Reasoning ??= OpenWish(value);
                return true;
            case "verbosity":
                request.Verbosity = value.Text();
                request.UseIf(value.Text() != "medium", Feature.Verbosity);
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
        foreach (var tool in root.Items("tools"))
        {
            ReadTool(tool, request);
        }

        var functions = root.Items("functions").ToList();
        if (root.Items("tools").Any())
        {
            request.UseIf(functions.Count > 0, Feature.LegacyFunctionsBesideTools);
        }
        else
        {
            request.Tools.AddRange(functions.Select(Function));
        }

        var choice = root.Field("tool_choice");
        if (choice.ValueKind == JsonValueKind.Undefined && functions.Count > 0)
        {
            choice = root.Field("function_call");
            request.Choice = choice.IsObject() ? new ToolChoice.Tool(choice.Text("name") ?? "") : Mode(choice.Text());
            return;
        }

        ReadChoice(choice, request);
    }

    /// <summary>Fields that no other dialect has.</summary>
    private static bool ReadOwn(string name, JsonElement value, NeutralRequest request)
    {
        var isNumber = value.ValueKind == JsonValueKind.Number;
        Feature? used = name switch
        {
            "n" => value.Integer() > 1 ? Feature.SeveralAnswers : null,
            "presence_penalty" or "frequency_penalty" => isNumber && value.GetDouble() != 0 ? Feature.Penalties : null,
            "logit_bias" or "repetition_penalty" or "min_p" => Feature.Penalties,
            "seed" => Feature.Seed,
            "logprobs" => value.ValueKind == JsonValueKind.True ? Feature.LogProbabilities : null,
            "top_logprobs" => value.Integer() > 0 ? Feature.LogProbabilities : null,
            "audio" => Feature.AudioOutput,
            "modalities" => value.Items().Any(item => item.Text() == "audio") ? Feature.AudioOutput : null,
            "prediction" => Feature.Prediction,
            "web_search_options" => Feature.ServerTools,
            "moderation" => Feature.Moderation,
            "store" => value.ValueKind == JsonValueKind.True ? Feature.Stored : null,
            "service_tier" => value.Text() is "auto" or "default" ? null : Feature.ServiceTier,
            "metadata" or "user" or "safety_identifier" or "prompt_cache_options" or "prompt_cache_retention" => Feature.Labels,
            _ => Feature.UnknownField,
        };
        if (used is { } feature and not Feature.UnknownField)
        {
            request.Use(feature);
        }

        return used != Feature.UnknownField;
    }

    private static void ReadMessages(JsonElement messages, NeutralRequest request)
    {
        var callIds = new Queue<string>();
        foreach (var message in messages.Items())
        {
            request.UseIf(message.Field("name").IsString() && !message.Is("role", "tool"), Feature.ParticipantNames);
            switch (message.Text("role"))
            {
                case "system":
                    ReadContent(message.Field("content"), request.TurnOf(RequestRole.System, false), request);
                    break;
                case "developer":
                    ReadContent(message.Field("content"), request.TurnOf(RequestRole.Developer, false), request);
                    break;
                case "user":
                    ReadContent(message.Field("content"), request.TurnOf(RequestRole.User, EndsInResults(request)), request);
                    break;
                case "assistant":
                    ReadAssistant(message, request, callIds);
                    break;
                case "tool":
                    ReadResult(message, message.Text("tool_call_id") ?? "", request);
                    break;
                case "function":
                    ReadResult(message, callIds.TryDequeue(out var id) ? id : "call_function", request);
                    break;
                default:
                    request.Use(Feature.UnknownPart);
                    break;
            }
        }
    }

    private static bool EndsInResults(NeutralRequest request) =>
        request.Turns is [.., { Role: RequestRole.User, Parts: [.., RequestPart.ToolResult] }];

    private static void ReadResult(JsonElement message, string callId, NeutralRequest request)
    {
        var content = new List<RequestPart>();
        ReadContent(message.Field("content"), content, request);
        request.UseIf(content.Exists(part => part is RequestPart.Image or RequestPart.Document), Feature.MediaInToolResults);
        request.TurnOf(RequestRole.User, EndsInResults(request))
            .Add(new RequestPart.ToolResult(callId, content, false)
            {
                IsCacheBreakpoint = content is [.., { IsCacheBreakpoint: true }],
            });
    }

    private static void ReadAssistant(JsonElement message, NeutralRequest request, Queue<string> callIds)
    {
        var parts = request.TurnOf(RequestRole.Assistant, false);
        request.UseIf(
            ((string[])["reasoning_content", "reasoning", "reasoning_details"]).Any(name => message.TryGetProperty(name, out _)),
            Feature.ReasoningHistory);
        request.UseIf(message.Field("audio").IsObject(), Feature.AudioOutput);
        ReadContent(message.Field("content"), parts, request);
        if (message.Text("refusal") is { Length: > 0 } refusal)
        {
            parts.Add(new RequestPart.Refusal(refusal));
        }

        foreach (var call in message.Items("tool_calls"))
        {
            var custom = call.Field("custom");
            var function = call.Field("function");
            var arguments = function.Field("arguments");
            var id = call.Text("id") ?? "";
            parts.Add(custom.IsObject()
                ? new RequestPart.ToolCall(id, custom.Text("name") ?? "", custom.Text("input") ?? "", ToolCallKind.Custom)
                : new RequestPart.ToolCall(
                    id,
                    function.Text("name") ?? "",
                    arguments.IsObject() ? arguments.GetRawText() : arguments.Text() ?? "",
                    ToolCallKind.Function));
        }

        if (message.Field("function_call") is { ValueKind: JsonValueKind.Object } legacy)
        {
            var legacyId = $"call_function_{request.Turns.Count}";
            callIds.Enqueue(legacyId);
            parts.Add(new RequestPart.ToolCall(legacyId, legacy.Text("name") ?? "", legacy.Text("arguments") ?? "", ToolCallKind.Function));
        }
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
            ReadPart(part, parts, request);
        }
    }

    private static void ReadPart(JsonElement part, List<RequestPart> parts, NeutralRequest request)
    {
        var isBreakpoint = part.Field("prompt_cache_breakpoint").IsObject() || part.Field("cache_control").IsObject();
        request.UseIf(isBreakpoint, Feature.CacheControl);
        switch (part.Text("type"))
        {
            case "text":
                parts.Add(new RequestPart.Text(part.Text("text") ?? "") { IsCacheBreakpoint = isBreakpoint });
                break;
            case "refusal":
                parts.Add(new RequestPart.Refusal(part.Text("refusal") ?? ""));
                break;
            case "image_url":
                var image = part.Field("image_url");
                var detail = image.Text("detail");
                request.UseIf(detail is not (null or "auto"), Feature.ImageDetail);
                parts.Add(new RequestPart.Image(MediaSource.OfAddress(image.Text() ?? image.Text("url") ?? ""), detail)
                {
                    IsCacheBreakpoint = isBreakpoint,
                });
                break;
            case "file":
                parts.Add(ReadFile(part.Field("file"), request) with { IsCacheBreakpoint = isBreakpoint });
                break;
            case "input_audio":
                request.Use(Feature.AudioInput);
                parts.Add(new RequestPart.Audio(part.Field("input_audio")));
                break;
            case "thinking":
                request.Use(Feature.ReasoningHistory);
                break;
            default:
                request.Use(Feature.UnknownPart);
                break;
        }
    }

    private static RequestPart.Document ReadFile(JsonElement file, NeutralRequest request)
    {
        if (file.Text("file_id") is { } id)
        {
            request.Use(Feature.DocumentFiles);
            return new RequestPart.Document(new MediaSource.File(id), file.Text("filename"));
        }

        request.Use(Feature.Documents);
        return new RequestPart.Document(MediaSource.OfAddress(file.Text("file_data") ?? ""), file.Text("filename"));
    }

    private static void ReadTool(JsonElement tool, NeutralRequest request)
    {
        switch (tool.Text("type"))
        {
            case "function":
                request.Tools.Add(Function(tool.Field("function")));
                break;
            case "custom":
                var custom = tool.Field("custom");
                request.Tools.Add(new ToolDefinition(
                    ToolCallKind.Custom,
                    custom.Text("name") ?? "",
                    custom.Text("description"),
                    default,
                    null,
                    custom.Field("format")));
                break;
            default:
                request.Use(Feature.UnknownPart);
                break;
        }
    }

    private static ToolDefinition Function(JsonElement function) => new(
        ToolCallKind.Function,
        function.Text("name") ?? "",
        function.Text("description"),
        function.Field("parameters"),
        function.Boolean("strict"),
        default);

    private static void ReadChoice(JsonElement choice, NeutralRequest request)
    {
        switch (choice.Text("type"))
        {
            case "function" or "custom":
                request.Choice = new ToolChoice.Tool(choice.Field("function").Text("name") ?? choice.Field("custom").Text("name") ?? "");
                break;
            case "allowed_tools":
                var allowed = choice.Field("allowed_tools");
                request.Choice = Mode(allowed.Text("mode"));
                request.AllowTools(allowed.Items("tools")
                    .Select(tool => tool.Field("function").Text("name") ?? tool.Field("custom").Text("name"))
                    .OfType<string>()
                    .ToHashSet(StringComparer.Ordinal));
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
        "required" or "any" => new ToolChoice.Required(),
        _ => null,
    };

    private static void ReadFormat(JsonElement format, NeutralRequest request)
    {
        switch (format.Text("type"))
        {
            case "json_object":
                request.Format = new OutputFormat.JsonObject();
                request.Use(Feature.JsonObjectFormat);
                break;
            case "json_schema":
                var schema = format.Field("json_schema");
                request.Format = new OutputFormat.Schema(
                    schema.Text("name"),
                    schema.Text("description"),
                    schema.Field("schema"),
                    schema.Boolean("strict"));
                break;
            case "text":
                break;
            default:
                request.Use(Feature.UnknownPart);
                break;
        }
    }

    /// <summary>OpenRouter's <c>reasoning</c> and DeepSeek's <c>thinking</c>.</summary>
    private static ReasoningWish OpenWish(JsonElement value) => new(
        value.Text("effort"),
        value.Integer("max_tokens"),
        value.Is("type", "disabled") || value.Boolean("enabled") == false || value.Is("effort", "none"));
}
