using System.Text.Json.Nodes;

namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>What a client of Chat Completions sees.</summary>
internal static class ChatView
{
    public static ViewedAnswer Answer(JsonNode body)
    {
        var view = new ViewedAnswer { Id = body.Text("id"), Usage = Usage(body.At("usage")) };
        if (body.Items("choices").FirstOrDefault() is { } choice)
        {
            var message = choice.At("message");
            ReadContent(message, view);
            view.Refusal += message.Text("refusal");
            foreach (var call in message.Items("tool_calls"))
            {
                var tool = call.At("function") ?? call.At("custom");
                var arguments = tool.At("arguments") ?? tool.At("input");
                view.Calls.Add(new ViewedCall(call.Text("id"), tool.Text("name"), Nodes.Arguments(arguments)));
            }

            view.Foreign.AddRange(((string[])["audio", "function_call"]).Where(name => message.At(name) is JsonObject));
            view.Finish = Finish(choice.Text("finish_reason"));
        }

        return view;
    }

    public static ViewedStream Stream(ReadOnlySpan<byte> stream)
    {
        var breaches = new List<string>();
        var view = new ViewedAnswer();
        JsonNode? error = null;
        var ids = new HashSet<string>();
        var calls = new List<(int Index, string? Id, string? Name, string Arguments)>();
        bool done = false, hasChunk = false, hasRole = false;
        foreach (var (name, data) in SseEvents.Of(stream))
        {
            Check(name is null, $"event line {name}");
            Check(!done, "data after [DONE]");
            if (data == "[DONE]")
            {
                done = true;
                continue;
            }

            var chunk = Nodes.Object(data);
            Check(chunk is not null, $"not an object: {data}");
            if (chunk.At("error") is { } failure)
            {
                error = failure;
                continue;
            }

            Check(error is null, "chunk after error");
            Check(chunk.Text("object") == "chat.completion.chunk", "object is not chat.completion.chunk");
            foreach (var field in (string[])["id", "created", "model", "choices"])
            {
                Check(chunk.At(field) is not null, $"chunk lacks {field}");
            }

            hasChunk = true;
            ids.Add(chunk.Text("id") ?? "");
            view.Id ??= chunk.Text("id");
            view.Usage = Usage(chunk.At("usage")) ?? view.Usage;
            foreach (var choice in chunk.Items("choices"))
            {
                var delta = choice.At("delta");
                Check(hasRole || delta.At("role") is not null, "the first delta lacks role");
                hasRole = true;
                Check(
                    view.Finish is null || (delta.At("content") is null && delta.At("tool_calls") is null),
                    "content after finish_reason");
                ReadContent(delta, view);
                view.Refusal += delta.Text("refusal");
                foreach (var call in delta.Items("tool_calls"))
                {
                    ReadCall(call);
                }

                if (choice.Text("finish_reason") is { } finish)
                {
                    Check(view.Finish is null, "finish_reason twice");
                    view.Finish = Finish(finish);
                }
            }
        }

        ids.Remove("");
        Check(ids.Count <= 1, "ids of chunks differ");
        Check(error is not null || (done && view.Finish is not null), "no proper end");
        view.Calls.AddRange(calls.Select(call => new ViewedCall(call.Id, call.Name, Nodes.Arguments(call.Arguments))));
        return new ViewedStream(hasChunk ? view : null, error, done && view.Finish is not null, breaches);

        void ReadCall(JsonNode? call)
        {
            var tool = call.At("function") ?? call.At("custom");
            var arguments = tool.Text("arguments") ?? tool.Text("input") ?? "";
            var index = call.At("index") is { } given ? (int)given : -1;
            var known = calls.FindIndex(other => other.Index == index);
            if (known < 0)
            {
                Check(index == calls.Count, $"index {index} of a call, expected {calls.Count}");
                Check(call.Text("id") is { Length: > 0 } && tool.Text("name") is { Length: > 0 }, "first delta of a call lacks id or name");
                calls.Add((index, call.Text("id"), tool.Text("name"), arguments));
                return;
            }

            Check(call.At("id") is null && tool.At("name") is null, "id or name of a call twice");
            calls[known] = calls[known] with { Arguments = calls[known].Arguments + arguments };
        }

        void Check(bool holds, string breach)
        {
            if (!holds)
            {
                breaches.Add(breach);
            }
        }
    }

    private static void ReadContent(JsonNode? message, ViewedAnswer view)
    {
        if (message.At("content") is JsonArray parts)
        {
            foreach (var part in parts)
            {
                view.Text += part.Text("type") == "thinking" ? "" : part.Text("text");
                view.Reasoning += string.Concat(part.Items("thinking").Select(thought => thought.Text("text")));
            }
        }

        view.Text += message.Text("content");
        view.Reasoning += message.Text("reasoning_content") is { Length: > 0 } reasoning ? reasoning : message.Text("reasoning");
    }

    private static string? Finish(string? reason) => reason switch
    {
        "tool_calls" or "function_call" => "tool",
        "content_filter" => "filter",
        _ => reason,
    };

    private static ViewedUsage? Usage(JsonNode? usage)
    {
        if (usage is not JsonObject)
        {
            return null;
        }

        var input = usage.At("prompt_tokens_details");
        return new ViewedUsage(
            usage.Count("prompt_tokens"),
            usage.Count("completion_tokens"),
            input.Count("cached_tokens") is > 0 and var cached ? cached : usage.Count("prompt_cache_hit_tokens"),
            input.Count("cache_write_tokens"),
            usage.At("completion_tokens_details").Count("reasoning_tokens"));
    }
}
