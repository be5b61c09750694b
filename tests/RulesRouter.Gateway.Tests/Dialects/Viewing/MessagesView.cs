using System.Text.Json.Nodes;

namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>What a client of Messages sees.</summary>
internal static class MessagesView
{
    private static readonly Dictionary<string, string[]> BlocksOfDelta = new()
    {
        ["text_delta"] = ["text"],
        ["input_json_delta"] = ["tool_use", "server_tool_use", "mcp_tool_use"],
        ["thinking_delta"] = ["thinking"],
        ["signature_delta"] = ["thinking"],
    };

    public static ViewedAnswer Answer(JsonNode body)
    {
        var view = new ViewedAnswer { Id = body.Text("id"), Finish = Finish(body.Text("stop_reason")), Usage = Usage(body.At("usage")) };
        foreach (var block in body.Items("content"))
        {
            switch (block.Text("type"))
            {
                case "text":
                    view.Text += block.Text("text");
                    break;
                case "thinking":
                    view.Reasoning += block.Text("thinking");
                    break;
                case "tool_use":
                    view.Calls.Add(new ViewedCall(block.Text("id"), block.Text("name"), Nodes.Arguments(block.At("input"))));
                    break;
                case var other:
                    view.Foreign.Add(other ?? "");
                    break;
            }
        }

        return view;
    }

    public static ViewedStream Stream(ReadOnlySpan<byte> stream)
    {
        var breaches = new List<string>();
        JsonObject? message = null;
        JsonNode? error = null;
        var blocks = new List<JsonObject>();
        int? open = null;
        bool stopped = false, hasDelta = false;
        foreach (var (name, data) in SseEvents.Of(stream))
        {
            var found = Nodes.Object(data);
            var type = found.Text("type");
            Check(name == type, $"event line {name} differs from {type}");
            Check(!stopped, $"{type} after message_stop");
            Check(error is null || type == "ping", $"{type} after error");
            Check(message is not null || type is "message_start" or "error" or "ping", $"{type} before message_start");
            var index = (int)found.Count("index");
            switch (type)
            {
                case "message_start":
                    Check(message is null, "a second message_start");
                    message = (JsonObject)found.At("message")!.DeepClone();
                    foreach (var field in (string[])["id", "type", "role", "content", "model", "usage"])
                    {
                        Check(message.ContainsKey(field), $"message_start lacks {field}");
                    }

                    break;
                case "content_block_start":
                    Check(open is null && index == blocks.Count, $"block {index} starts at the wrong place");
                    blocks.Add((JsonObject)found.At("content_block")!.DeepClone());
                    open = index;
                    break;
                case "content_block_delta":
                    Check(open == index, $"delta for block {index} while {open} is open");
                    Append(blocks[index], found.At("delta"));
                    break;
                case "content_block_stop":
                    Check(open == index, $"stop for block {index} while {open} is open");
                    open = null;
                    break;
                case "message_delta":
                    Check(open is null && found.At("usage") is not null, "message_delta while a block is open, or without usage");
                    hasDelta = true;
                    Merge(message!, found.At("delta"));
                    Merge((JsonObject)message!["usage"]!, found.At("usage"));
                    break;
                case "message_stop":
                    Check(hasDelta, "message_stop without message_delta");
                    stopped = true;
                    break;
                case "error":
                    error = found;
                    break;
                case "ping":
                    break;
                default:
                    Check(false, $"unknown event {type}");
                    break;
            }
        }

        if (message is null)
        {
            return new ViewedStream(null, error, false, breaches);
        }

        message["content"] = new JsonArray([.. blocks.Select(Whole)]);
        return new ViewedStream(Answer(message), error, stopped, breaches);

        void Append(JsonObject block, JsonNode? delta)
        {
            var type = delta.Text("type") ?? "";
            Check(
                !BlocksOfDelta.TryGetValue(type, out var kinds) || kinds.Contains(block.Text("type")),
                $"{type} in a block of type {block.Text("type")}");
            foreach (var field in (string[])["text", "thinking", "partial_json"])
            {
                if (delta.Text(field) is { } value)
                {
                    block[field] = block.Text(field) + value;
                }
            }
        }

        void Check(bool holds, string breach)
        {
            if (!holds)
            {
                breaches.Add(breach);
            }
        }
    }

    private static JsonNode Whole(JsonObject block)
    {
        if (block.Text("partial_json") is { Length: > 0 } json)
        {
            block["input"] = Nodes.Object(json) is { } input ? input : JsonValue.Create(json);
        }

        return block;
    }

    private static void Merge(JsonObject target, JsonNode? fields)
    {
        foreach (var (name, value) in fields as JsonObject ?? [])
        {
            if (value is not null)
            {
                target[name] = value.DeepClone();
            }
        }
    }

    private static string? Finish(string? reason) => reason switch
    {
        "end_turn" or "stop_sequence" => "stop",
        "max_tokens" or "model_context_window_exceeded" => "length",
        "tool_use" => "tool",
        "refusal" => "filter",
        "pause_turn" => "pause",
        _ => reason,
    };

    private static ViewedUsage? Usage(JsonNode? usage)
    {
        if (usage is not JsonObject)
        {
            return null;
        }

        var (read, written) = (usage.Count("cache_read_input_tokens"), usage.Count("cache_creation_input_tokens"));
        return new ViewedUsage(
            usage.Count("input_tokens") + read + written,
            usage.Count("output_tokens"),
            read,
            written,
            usage.At("output_tokens_details").Count("thinking_tokens"));
    }
}
