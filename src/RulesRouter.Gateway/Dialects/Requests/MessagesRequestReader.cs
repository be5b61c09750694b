using System.Text.Json;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Reads requests of Messages.</summary>
internal static class MessagesRequestReader
{
    /// <summary>Claude Code begins its instructions with a block for the vendor's accounting, which is no instruction.</summary>
    private const string BillingHeader = "x-anthropic-billing-header:";

    /// <summary>False if the dialect does not have the field.</summary>
    public static bool Read(string name, JsonElement value, NeutralRequest request)
    {
        switch (name)
        {
            case "model" or "tools" or "tool_choice" or "anthropic_version" or "anthropic_beta":
                return true;
            case "system":
                ReadSystem(value, request);
                return true;
            case "messages":
                ReadMessages(value, request);
                return true;
            case "stream":
                request.Streams = value.ValueKind == JsonValueKind.True;
                return true;
            case "max_tokens":
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
            case "stop_sequences":
                request.StopSequences.AddRange(value.Items().Select(item => item.Text()).OfType<string>());
                return true;
            case "thinking":
                ReadThinking(value, request);
                return true;
            case "output_config":
                ReadOutputConfig(value, request);
                return true;
            case "output_format":
                ReadFormat(value, request);
                return true;
            default:
                return ReadOwn(name, value, request);
        }
    }

    public static void ReadTools(JsonElement root, NeutralRequest request)
    {
        var tools = root.Items("tools").ToList();
        var hasOwn = tools.Exists(tool => tool.Field("input_schema").IsObject());
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
            "cache_control" => Feature.CacheControl,
            "container" => Feature.Containers,
            "mcp_servers" => value.Items().Any() ? Feature.ServerTools : null,
            "context_management" => Feature.ContextManagement,
            "inference_geo" => Feature.ProcessingRegion,
            "service_tier" => value.Text() == "auto" ? null : Feature.ServiceTier,
            "speed" => Feature.ServiceTier,
            "metadata" or "diagnostics" or "user_profile_id" => Feature.Labels,
            _ => Feature.UnknownField,
        };
        if (used is { } feature and not Feature.UnknownField)
        {
            request.Use(feature);
        }

        return used != Feature.UnknownField;
    }

    private static void ReadSystem(JsonElement system, NeutralRequest request)
    {
        var parts = new List<RequestPart>();
        ReadContent(system, parts, request);
        parts.RemoveAll(part => part is RequestPart.Text text && text.Value.StartsWith(BillingHeader, StringComparison.Ordinal));
        if (parts.Count > 0)
        {
            // Fields have any order, instructions come first.
            request.Turns.Insert(0, new Turn(RequestRole.System, parts));
        }
    }

    private static void ReadMessages(JsonElement messages, NeutralRequest request)
    {
        foreach (var message in messages.Items())
        {
            var role = message.Text("role") switch
            {
                "system" => RequestRole.System,
                "developer" => RequestRole.Developer,
                "assistant" => RequestRole.Assistant,
                _ => RequestRole.User,
            };
            request.UseIf(message.Text("role") is not ("system" or "developer" or "assistant" or "user"), Feature.UnknownPart);
            ReadContent(message.Field("content"), request.TurnOf(role, false), request);
        }
    }

    private static void ReadContent(JsonElement content, List<RequestPart> parts, NeutralRequest request)
    {
        if (content.IsString())
        {
            parts.Add(new RequestPart.Text(content.Text()!));
            return;
        }

        foreach (var block in content.Items())
        {
            var isBreakpoint = block.Field("cache_control").IsObject();
            request.UseIf(isBreakpoint, Feature.CacheControl);
            if (ReadBlock(block, request) is { } part)
            {
                parts.Add(part with { IsCacheBreakpoint = isBreakpoint });
            }
        }
    }

    private static RequestPart? ReadBlock(JsonElement block, NeutralRequest request)
    {
        switch (block.Text("type"))
        {
            case "text" or "mid_conv_system":
                return new RequestPart.Text(block.Text("text") ?? block.Text("content") ?? "");
            case "image":
                return new RequestPart.Image(Source(block.Field("source"), request, Feature.ImageFiles, null), null);
            case "document":
                return ReadDocument(block, request);
            case "tool_use":
                return new RequestPart.ToolCall(
                    block.Text("id") ?? "",
                    block.Text("name") ?? "",
                    ToolInput.Read(block.Field("input")),
                    ToolCallKind.Function);
            case "tool_result":
                return ReadResult(block, request);
            case "search_result":
                request.Use(Feature.Citations);
                return new RequestPart.Text(string.Join('\n', block.Items("content").Select(part => part.Text("text"))));
            case "thinking" or "redacted_thinking":
                request.Use(Feature.ReasoningHistory);
                return null;
            case "container_upload":
                request.Use(Feature.Containers);
                return null;
            case "fallback":
                request.Use(Feature.Labels);
                return null;
            case "compaction":
                request.Use(Feature.ServerToolHistory);
                return null;
            case "server_tool_use" or "mcp_tool_use":
            case { } type when type.EndsWith("_tool_result", StringComparison.Ordinal):
                request.Use(Feature.ServerToolHistory);
                return null;
            default:
                request.Use(Feature.UnknownPart);
                return null;
        }
    }

    private static RequestPart ReadDocument(JsonElement block, NeutralRequest request)
    {
        request.UseIf(block.Field("citations").Boolean("enabled") == true, Feature.Citations);
        var source = block.Field("source");
        if (source.Is("type", "text") || source.Is("type", "content"))
        {
            var text = source.Text("data") ?? source.Text("content")
                ?? string.Concat(source.Items("content").Select(part => part.Text("text")));
            return new RequestPart.Text(text);
        }

        return new RequestPart.Document(Source(source, request, Feature.DocumentFiles, Feature.DocumentUrls), block.Text("title"));
    }

    private static MediaSource Source(JsonElement source, NeutralRequest request, Feature file, Feature? url)
    {
        switch (source.Text("type"))
        {
            case "base64":
                request.UseIf(url is not null, Feature.Documents);
                return new MediaSource.Data(source.Text("media_type") ?? "", source.Text("data") ?? "");
            case "file":
                request.Use(file);
                return new MediaSource.File(source.Text("file_id") ?? "");
            case "url":
                request.UseIf(url is not null, Feature.DocumentUrls);
                return new MediaSource.Url(source.Text("url") ?? "");
            default:
                request.Use(Feature.UnknownPart);
                return new MediaSource.Url("");
        }
    }

    private static RequestPart.ToolResult ReadResult(JsonElement block, NeutralRequest request)
    {
        var content = new List<RequestPart>();
        ReadContent(block.Field("content"), content, request);
        var isError = block.Boolean("is_error") == true;
        request.UseIf(isError, Feature.ToolErrorFlag);
        request.UseIf(content.Exists(part => part is RequestPart.Image or RequestPart.Document), Feature.MediaInToolResults);
        return new RequestPart.ToolResult(block.Text("tool_use_id") ?? "", content, isError);
    }

    private static void ReadTool(JsonElement tool, bool hasOwn, NeutralRequest request)
    {
        var type = tool.Text("type");
        request.UseIf(tool.Field("cache_control").IsObject(), Feature.CacheControl);
        if (type is null or "custom" || tool.Field("input_schema").IsObject())
        {
            request.Tools.Add(new ToolDefinition(
                ToolCallKind.Function,
                tool.Text("name") ?? "",
                tool.Text("description"),
                tool.Field("input_schema"),
                tool.Boolean("strict"),
                default));
            return;
        }

        request.Use(type switch
        {
            _ when type.StartsWith("web_search_", StringComparison.Ordinal) && hasOwn => Feature.WebSearchBesideTools,
            _ when IsClientTool(type) => Feature.VendorClientTools,
            _ => Feature.ServerTools,
        });
    }

    private static bool IsClientTool(string type) =>
        ((string[])["bash_", "text_editor_", "computer_", "memory_"]).Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));

    private static void ReadChoice(JsonElement choice, NeutralRequest request)
    {
        request.Choice = (choice.Text("type") ?? choice.Text()) switch
        {
            "auto" => new ToolChoice.Auto(),
            "any" => new ToolChoice.Required(),
            "none" => new ToolChoice.None(),
            "tool" => new ToolChoice.Tool(choice.Text("name") ?? ""),
            _ => null,
        };
        request.ParallelCalls = choice.Boolean("disable_parallel_tool_use") is { } disabled ? !disabled : null;
    }

    private static void ReadThinking(JsonElement thinking, NeutralRequest request) => request.Reasoning = new ReasoningWish(
        request.Reasoning?.Effort,
        thinking.Integer("budget_tokens"),
        thinking.Is("type", "disabled"));

    private static void ReadOutputConfig(JsonElement config, NeutralRequest request)
    {
        if (config.Text("effort") is { } effort)
        {
            request.Reasoning = (request.Reasoning ?? new ReasoningWish(null, null, false)) with { Effort = effort };
        }

        ReadFormat(config.Field("format"), request);
    }

    /// <summary>Some gateways' clients name a markup here; the vendor has no such format.</summary>
    private static void ReadFormat(JsonElement format, NeutralRequest request)
    {
        if (format.Field("schema").IsObject())
        {
            request.Format = new OutputFormat.Schema(format.Text("name"), null, format.Field("schema"), null);
        }
    }
}
