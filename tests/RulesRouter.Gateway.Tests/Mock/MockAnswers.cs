using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RulesRouter.Gateway.Tests.Mock;

/// <summary>What a mock does with a call: whole answers, streams and failures, in the dialect of the path that was called.</summary>
internal static class MockAnswers
{
    /// <summary>An answer, as a stream if the call asks for one.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Says(string text) => async (context, call) =>
    {
        if (WantsStream(call))
        {
            await Events(context, Stream(call.Path, text));
        }
        else
        {
            await Json(context, 200, Whole(call.Path, text));
        }
    };

    public static Func<HttpContext, UpstreamCall, Task> Fails(int status, string body, params (string Name, string Value)[] headers) =>
        async (context, _) =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            await Json(context, status, body);
        };

    /// <summary>What another answer writes, compressed.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Compressed(string encoding, Func<HttpContext, UpstreamCall, Task> answer) =>
        async (context, call) =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            var body = context.Response.Body;
            await using Stream compressing = encoding.ToLowerInvariant() switch
            {
                "gzip" => new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true),
                "deflate" => new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true),
                "br" => new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true),
                _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
            };
            context.Response.Body = compressing;
            await answer(context, call);
            context.Response.Body = body;
        };

    /// <summary>Events as they are.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Sends(IEnumerable<string> events) => (context, _) => Events(context, events);

    /// <summary>An error as the vendor of the path writes it.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Error(int status, string type, string message) => (context, call) =>
        Json(context, status, ErrorBody(call.Path, type, message).ToJsonString());

    /// <summary>The vendor's own error for a conversation that is too long.</summary>
    public static Func<HttpContext, UpstreamCall, Task> ContextOverflow => (context, call) =>
        call.Path.EndsWith("/messages", StringComparison.Ordinal) ? Error(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")(context, call)
        : Json(context, 400, """{"error":{"message":"This model's maximum context length is 128000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""");

    /// <summary>A status of success whose body, or first event, is an error.</summary>
    public static Func<HttpContext, UpstreamCall, Task> ErrorInSuccess => async (context, call) =>
    {
        var error = ErrorBody(call.Path, "overloaded_error", "overloaded").ToJsonString();
        if (WantsStream(call))
        {
            var isChat = call.Path.EndsWith("/chat/completions", StringComparison.Ordinal);
            await Events(context, [isChat ? $"data: {error}\n\n" : Named("error", error)]);
        }
        else
        {
            await Json(context, 200, error);
        }
    };

    public static Func<HttpContext, UpstreamCall, Task> After(TimeSpan wait, Func<HttpContext, UpstreamCall, Task> then) =>
        async (context, call) =>
        {
            await Task.Delay(wait, context.RequestAborted);
            await then(context, call);
        };

    /// <summary>The first events of a stream, and then nothing until the caller leaves.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Stalls(string text, int events) => async (context, call) =>
    {
        await Events(context, Stream(call.Path, text).Take(events));
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    };

    /// <summary>The first events of a stream, and then a broken connection.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Cuts(string text, int events) => async (context, call) =>
    {
        await Events(context, Stream(call.Path, text).Take(events));
        context.Abort();
    };

    /// <summary>The first events of a stream, and then its end as if it were complete.</summary>
    public static Func<HttpContext, UpstreamCall, Task> EndsEarly(string text, int events) => (context, call) =>
        Events(context, Stream(call.Path, text).Take(events));

    /// <summary>Text that is no event of any dialect.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Malformed => (context, _) =>
        Events(context, ["data: {\"choices\":[{\n\n", "event: nonsense\ndata: <html>\n\n"]);

    public static Func<HttpContext, UpstreamCall, Task> Empty => (context, call) => Events(context, []);

    /// <summary>A stream of one event after another for as long as the caller takes it.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Endless(Action<int> sent) => async (context, call) =>
    {
        var events = Stream(call.Path, new string('x', 8_000)).ToList();
        await Events(context, events.Take(2));
        for (var count = 0; !context.RequestAborted.IsCancellationRequested; count++)
        {
            await context.Response.WriteAsync(events[1], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            sent(count);
        }
    };

    /// <summary>The events of an answer: its start, two parts of its text, its end.</summary>
    public static IReadOnlyList<string> Stream(string path, string text)
    {
        var (first, second) = (Escaped(text[..(text.Length / 2)]), Escaped(text[(text.Length / 2)..]));
        return path switch
        {
            _ when path.EndsWith("/messages", StringComparison.Ordinal) =>
            [
                Named("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"mock","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":1}}}""")
                    + Named("content_block_start",
                        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
                Named("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{first}}}"}}"""),
                Named("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{second}}}"}}"""),
                Named("content_block_stop", """{"type":"content_block_stop","index":0}""")
                    + Named("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}""")
                    + Named("message_stop", """{"type":"message_stop"}"""),
            ],
            _ when path.EndsWith("/responses", StringComparison.Ordinal) =>
            [
                Named("response.created", $$"""{"type":"response.created","sequence_number":0,"response":{{Response("in_progress", null)}}}""")
                    + Named("response.output_item.added", """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"m","type":"message","role":"assistant","status":"in_progress","content":[]}}""")
                    + Named("response.content_part.added", """{"type":"response.content_part.added","sequence_number":2,"item_id":"m","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}"""),
                Named("response.output_text.delta", $$"""{"type":"response.output_text.delta","sequence_number":3,"item_id":"m","output_index":0,"content_index":0,"delta":"{{first}}"}"""),
                Named("response.output_text.delta", $$"""{"type":"response.output_text.delta","sequence_number":4,"item_id":"m","output_index":0,"content_index":0,"delta":"{{second}}"}"""),
                Named("response.output_text.done", $$"""{"type":"response.output_text.done","sequence_number":5,"item_id":"m","output_index":0,"content_index":0,"text":"{{Escaped(text)}}"}""")
                    + Named("response.output_item.done", $$"""{"type":"response.output_item.done","sequence_number":6,"output_index":0,"item":{{Item(text)}}}""")
                    + Named("response.completed", $$"""{"type":"response.completed","sequence_number":7,"response":{{Response("completed", text)}}}"""),
            ],
            _ =>
            [
                Chunk("""{"role":"assistant","content":""}""", "null"),
                Chunk($$"""{"content":"{{first}}"}""", "null"),
                Chunk($$"""{"content":"{{second}}"}""", "null"),
                Chunk("{}", "\"stop\"")
                    + """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"mock","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""" + "\n\n"
                    + "data: [DONE]\n\n",
            ],
        };
    }

    public static string Whole(string path, string text) => path switch
    {
        _ when path.EndsWith("/count_tokens", StringComparison.Ordinal) => """{"input_tokens":41}""",
        _ when path.EndsWith("/responses/compact", StringComparison.Ordinal) =>
            """{"id":"resp_2","object":"response.compaction","output":[],"usage":{"input_tokens":7,"output_tokens":3,"total_tokens":10}}""",
        _ when path.EndsWith("/embeddings", StringComparison.Ordinal) =>
            """{"object":"list","model":"mock","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.5]}],"usage":{"prompt_tokens":2,"total_tokens":2}}""",
        _ when path.EndsWith("/messages", StringComparison.Ordinal) =>
            $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"mock","content":[{"type":"text","text":"{{{Escaped(text)}}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":3}}""",
        _ when path.EndsWith("/responses", StringComparison.Ordinal) => Response("completed", text),
        _ => $$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"mock","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Escaped(text)}}}","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""",
    };

    public static bool WantsStream(UpstreamCall call) =>
        JsonNode.Parse(call.Body, documentOptions: new() { MaxDepth = 500 })?["stream"]?.GetValue<bool>() == true;

    public static string Named(string name, string data) => $"event: {name}\ndata: {data}\n\n";

    private static string Chunk(string delta, string finish) =>
        $$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"mock","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{finish}}}}],"usage":null}""" + "\n\n";

    private static string Item(string text) =>
        $$$"""{"id":"m","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"{{{Escaped(text)}}}","annotations":[]}]}""";

    private static string Escaped(string text) => JsonEncodedText.Encode(text).ToString();

    private static string Response(string status, string? text) =>
        $$$"""{"id":"resp_1","object":"response","created_at":1,"status":"{{{status}}}","error":null,"incomplete_details":null,"instructions":null,"model":"mock","output":[{{{(text is null ? "" : Item(text))}}}],"parallel_tool_calls":true,"tools":[],"metadata":{},"tool_choice":"auto","temperature":1,"top_p":1,"usage":{{{(text is null ? "null" : """{"input_tokens":7,"input_tokens_details":{"cached_tokens":0},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":10}""")}}}}""";

    private static JsonObject ErrorBody(string path, string type, string message) => path.EndsWith("/messages", StringComparison.Ordinal)
        ? new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message } }
        : new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = null },
            ["type"] = path.EndsWith("/responses", StringComparison.Ordinal) ? "error" : null,
        };

    public static async Task Json(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    }

    /// <summary>Events, or further ones of a stream that has begun.</summary>
    public static async Task Events(HttpContext context, IEnumerable<string> events)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
        foreach (var one in events)
        {
            await context.Response.WriteAsync(one, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
