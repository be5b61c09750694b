using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RulesRouter.Gateway.Tests.Mock;

/// <summary>Answers that call one tool, in the dialect of the path that was called.</summary>
internal static class MockToolCalls
{
    /// <summary>A call, as a stream if the request asks for one; its arguments come in two parts.</summary>
    public static Func<HttpContext, UpstreamCall, Task> Calls(string tool, string arguments) => (context, call) =>
        MockAnswers.WantsStream(call)
            ? MockAnswers.Events(context, Stream(call.Path, tool, arguments))
            : MockAnswers.Json(context, 200, Whole(call.Path, tool, arguments));

    private static IEnumerable<string> Stream(string path, string tool, string arguments)
    {
        var (first, second) = (Quoted(arguments[..(arguments.Length / 2)]), Quoted(arguments[(arguments.Length / 2)..]));
        return path switch
        {
            _ when path.EndsWith("/messages", StringComparison.Ordinal) =>
            [
                Event($$$$"""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"mock","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":1}}}"""),
                Event($$$$"""{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"call_1","name":"{{{{tool}}}}","input":{}}}"""),
                Event($$$$"""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":{{{{first}}}}}}"""),
                Event($$$$"""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":{{{{second}}}}}}"""),
                Event("""{"type":"content_block_stop","index":0}"""),
                Event("""{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":3}}"""),
                Event("""{"type":"message_stop"}"""),
            ],
            _ when path.EndsWith("/responses", StringComparison.Ordinal) =>
            [
                Event($$"""{"type":"response.created","sequence_number":0,"response":{{Response("in_progress", "", "null")}}}"""),
                Event($$"""{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{{Item(tool, "\"\"", "in_progress")}}}"""),
                Event($$"""{"type":"response.function_call_arguments.delta","sequence_number":2,"item_id":"fc_1","output_index":0,"delta":{{first}}}"""),
                Event($$"""{"type":"response.function_call_arguments.delta","sequence_number":3,"item_id":"fc_1","output_index":0,"delta":{{second}}}"""),
                Event($$"""{"type":"response.function_call_arguments.done","sequence_number":4,"item_id":"fc_1","output_index":0,"name":"{{tool}}","arguments":{{Quoted(arguments)}}}"""),
                Event($$"""{"type":"response.output_item.done","sequence_number":5,"output_index":0,"item":{{Item(tool, Quoted(arguments), "completed")}}}"""),
                Event($$"""{"type":"response.completed","sequence_number":6,"response":{{Response("completed", Item(tool, Quoted(arguments), "completed"), Usage)}}}"""),
            ],
            _ =>
            [
                Chunk($$$$"""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"{{{{tool}}}}","arguments":""}}]}""", "null"),
                Chunk($$$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{{first}}}}}}]}""", "null"),
                Chunk($$$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{{second}}}}}}]}""", "null"),
                Chunk("{}", "\"tool_calls\""),
                """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"mock","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""" + "\n\n",
                "data: [DONE]\n\n",
            ],
        };
    }

    private static string Whole(string path, string tool, string arguments) => path switch
    {
        _ when path.EndsWith("/messages", StringComparison.Ordinal) =>
            $$$$"""{"id":"msg_1","type":"message","role":"assistant","model":"mock","content":[{"type":"tool_use","id":"call_1","name":"{{{{tool}}}}","input":{{{{arguments}}}}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":3}}""",
        _ when path.EndsWith("/responses", StringComparison.Ordinal) =>
            Response("completed", Item(tool, Quoted(arguments), "completed"), Usage),
        _ => $$$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"mock","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"{{{{tool}}}}","arguments":{{{{Quoted(arguments)}}}}}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""",
    };

    private const string Usage =
        """{"input_tokens":7,"input_tokens_details":{"cached_tokens":0},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":10}""";

    private static string Response(string status, string item, string usage) =>
        $$"""{"id":"resp_1","object":"response","created_at":1,"status":"{{status}}","error":null,"incomplete_details":null,"instructions":null,"model":"mock","output":[{{item}}],"parallel_tool_calls":true,"tools":[],"metadata":{},"tool_choice":"auto","temperature":1,"top_p":1,"usage":{{usage}}}""";

    private static string Item(string tool, string arguments, string status) =>
        $$"""{"id":"fc_1","type":"function_call","call_id":"call_1","name":"{{tool}}","arguments":{{arguments}},"status":"{{status}}"}""";

    private static string Event(string data)
    {
        using var document = JsonDocument.Parse(data);
        return MockAnswers.Named(document.RootElement.GetProperty("type").GetString()!, data);
    }

    private static string Chunk(string delta, string finish) =>
        $$$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"mock","choices":[{"index":0,"delta":{{{{delta}}}},"finish_reason":{{{{finish}}}}}],"usage":null}""" + "\n\n";

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
