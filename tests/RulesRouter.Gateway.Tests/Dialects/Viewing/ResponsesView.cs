using System.Text.Json.Nodes;

namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>What a client of Responses sees.</summary>
internal static class ResponsesView
{
    public static ViewedAnswer Answer(JsonNode body)
    {
        var view = new ViewedAnswer { Id = body.Text("id"), Usage = Usage(body.At("usage")) };
        foreach (var item in body.Items("output"))
        {
            switch (item.Text("type"))
            {
                case "message":
                    view.Text += string.Concat(item.Items("content").Where(part => part.Text("type") == "output_text").Select(Text));
                    view.Refusal += string.Concat(item.Items("content").Select(part => part.Text("refusal")));
                    break;
                case "reasoning":
                    view.Reasoning += string.Concat(item.Items("summary").Concat(item.Items("content")).Select(Text));
                    break;
                case "function_call" or "custom_tool_call":
                    view.Calls.Add(new ViewedCall(
                        item.Text("call_id"),
                        item.Text("name"),
                        Nodes.Arguments(item.At("arguments") ?? item.At("input"))));
                    break;
                case var other:
                    view.Foreign.Add(other ?? "");
                    break;
            }
        }

        view.Finish = (body.Text("status"), body.At("incomplete_details").Text("reason")) switch
        {
            ("incomplete", "content_filter") => "filter",
            ("incomplete", _) => "length",
            ("completed", _) => view.Calls.Count > 0 ? "tool" : "stop",
            var (status, _) => status,
        };
        return view;
    }

    public static ViewedStream Stream(ReadOnlySpan<byte> stream)
    {
        var breaches = new List<string>();
        JsonNode? response = null;
        JsonNode? error = null;
        string? end = null;
        long last = -1;
        var items = new HashSet<long>();
        var whole = new SortedDictionary<long, JsonNode?>();
        var ended = new HashSet<long>();
        var parts = new HashSet<(long, long)>();
        var deltas = new Dictionary<(long, string), string>();
        foreach (var (name, data) in SseEvents.Of(stream))
        {
            var found = Nodes.Object(data);
            var type = found.Text("type") ?? "";
            Check(name == type, $"event line {name} differs from {type}");
            Check(end is null, $"{type} after {end}");
            Check(found.At("sequence_number") is not null && found.Count("sequence_number") > last, $"{type} is not numbered in order");
            Check(response is not null || type is "response.created" or "error" or "response.failed", $"{type} before response.created");
            last = found.Count("sequence_number");
            var index = found.Count("output_index");
            switch (type)
            {
                case "response.created" or "response.in_progress" or "response.queued":
                    response ??= found.At("response");
                    break;
                case "error":
                    error = found;
                    break;
                case "response.completed" or "response.incomplete" or "response.failed":
                    end = type;
                    response = found.At("response");
                    Check(type == $"response.{response.Text("status")}", $"{type} with status {response.Text("status")}");
                    error = type == "response.failed" ? error ?? response.At("error") : error;
                    break;
                case "response.output_item.added":
                    Check(items.Add(index), $"item {index} added twice");
                    break;
                case "response.output_item.done":
                    whole[index] = found.At("item");
                    Check(items.Contains(index) && ended.Add(index), $"item {index} done without being added, or twice");
                    Check(
                        !deltas.TryGetValue((index, "arguments"), out var sent) || sent == found.At("item").Text("arguments"),
                        "arguments differ from their deltas");
                    break;
                case "response.content_part.added":
                    parts.Add((index, found.Count("content_index")));
                    break;
                case var delta when delta.EndsWith(".delta", StringComparison.Ordinal):
                    Check(items.Contains(index), $"{type} before its item");
                    Check(
                        type is not ("response.output_text.delta" or "response.refusal.delta")
                            || parts.Contains((index, found.Count("content_index"))),
                        $"{type} before its part");
                    var key = (index, type == "response.function_call_arguments.delta" ? "arguments" : type[..^".delta".Length]);
                    deltas[key] = deltas.GetValueOrDefault(key) + found.Text("delta");
                    break;
                case "response.output_text.done" or "response.refusal.done":
                    Check(
                        deltas.GetValueOrDefault((index, type[..^".done".Length])) == (found.Text("text") ?? found.Text("refusal")),
                        $"{type} differs from its deltas");
                    break;
            }
        }

        if (response is JsonObject fields && !response.Items("output").Any())
        {
            fields["output"] = new JsonArray([.. whole.Values.Select(item => item?.DeepClone())]);
        }

        Check(end is not null || error is not null, "no last event");
        Check(end != "response.completed" || items.SetEquals(ended), "items that never end");
        Check(end is null or "response.failed" || response.Items("output").Count() >= items.Count, "the last event lacks items");
        return new ViewedStream(
            response is null ? null : Answer(response),
            error,
            end is "response.completed" or "response.incomplete",
            breaches);

        void Check(bool holds, string breach)
        {
            if (!holds)
            {
                breaches.Add(breach);
            }
        }
    }

    private static string? Text(JsonNode? part) => part.Text("text");

    private static ViewedUsage? Usage(JsonNode? usage)
    {
        if (usage is not JsonObject)
        {
            return null;
        }

        var input = usage.At("input_tokens_details");
        return new ViewedUsage(
            usage.Count("input_tokens"),
            usage.Count("output_tokens"),
            input.Count("cached_tokens"),
            input.Count("cache_write_tokens"),
            usage.At("output_tokens_details").Count("reasoning_tokens"));
    }
}
