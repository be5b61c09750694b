using RulesRouter.Catalog;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>Streams of Responses, to clients of other dialects, and to clients with custom tools.</summary>
public sealed class ResponsesUpstreamTests
{
    private const string Response = """
        "id":"resp_1","object":"response","created_at":7,"model":"gpt"
        """;

    private static readonly ApiDialect[] Others = [ApiDialect.OpenaiChat, ApiDialect.AnthropicMessages];

    private static readonly string Created = Event("response.created", $$"""
        "response":{ {{Response}},"status":"in_progress","output":[]}
        """);

    [Fact]
    public void Deltas_of_items_become_parts_of_the_answer() => Assert.All(Others, client =>
    {
        var answer = View(
            client,
            Added(0, """{"type":"reasoning","id":"rs","summary":[]}"""),
            Event("response.reasoning_summary_text.delta", """ "output_index":0,"summary_index":0,"delta":"hm" """),
            Done(0, """{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"hm"}]}"""),
            Added(1, """{"type":"message","id":"msg","role":"assistant","content":[]}"""),
            Event("response.output_text.delta", """ "output_index":1,"content_index":0,"delta":"so" """),
            Done(1, """{"type":"message","id":"msg","role":"assistant","content":[{"type":"output_text","text":"so"}]}"""),
            Added(2, """{"type":"function_call","id":"fc","call_id":"call_9","name":"look","arguments":""}"""),
            Event("response.function_call_arguments.delta", """ "output_index":2,"delta":"{\"k\":1}" """),
            Done(2, """{"type":"function_call","id":"fc","call_id":"call_9","name":"look","arguments":"{\"k\":1}"}"""),
            Completed("completed", null));

        Assert.Equal(("hm", "so", "tool"), (answer.Reasoning, answer.Text, answer.Finish));
        Assert.Equal([new ViewedCall("call_9", "look", "{\"k\":1}")], answer.Calls);
        Assert.Equal(new ViewedUsage(100, 9, 60, 10, 4), answer.Usage);
    });

    [Fact]
    public void Items_without_deltas_are_sent_whole() => Assert.All(Others, client =>
    {
        var answer = View(
            client,
            Done(0, """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"so"}]}"""),
            Done(1, """{"type":"function_call","call_id":"c","name":"look","arguments":"{}"}"""),
            Completed("completed", null));

        Assert.Equal("so", answer.Text);
        Assert.Equal([new ViewedCall("c", "look", "{}")], answer.Calls);
    });

    [Theory]
    [InlineData("max_output_tokens", "length")]
    [InlineData("content_filter", "filter")]
    public void Incomplete_answers_keep_their_reason(string reason, string finish) => Assert.All(
        Others,
        client => Assert.Equal(finish, View(client, Completed("incomplete", reason)).Finish));

    [Fact]
    public void Failed_response_is_an_error_with_the_vendors_words() => Assert.All(Enum.GetValues<ApiDialect>(), client =>
    {
        var exchange = Exchange.Of(client, ApiDialect.OpenaiResponses);
        var view = exchange.View(Created + Event(
            "response.failed",
            $$$"""
            "response":{ {{{Response}}},"status":"failed","output":[],"error":{"code":"rate_limit_exceeded","message":"slow down"}}
            """));

        Assert.False(view.IsFinished);
        Assert.NotNull(view.Error);
        Assert.Equal((429, "slow down"), (exchange.Translation!.Failure!.Status, exchange.Translation.Failure.Message));
    });

    [Theory]
    [InlineData("""{"type":"error","code":"server_error","message":"oops","param":null,"sequence_number":2}""")]
    [InlineData("""{"type":"error","sequence_number":2,"error":{"type":"server_error","code":"server_error","message":"oops","param":null}}""")]
    public void Error_event_is_read_flat_and_nested(string error) => Assert.All(Others, client =>
    {
        var exchange = Exchange.Of(client, ApiDialect.OpenaiResponses);
        var view = exchange.View(Created + $"event: error\ndata: {error}\n\n");

        Assert.False(view.IsFinished);
        Assert.Equal("oops", exchange.Translation!.Failure!.Message);
    });

    [Fact]
    public void Broken_connection_is_numbered_after_the_last_event()
    {
        var exchange = Exchange.Of(ApiDialect.OpenaiResponses, ApiDialect.OpenaiResponses);
        var view = exchange.View(Created, breaks: true);

        Assert.NotNull(view.Error);
        Assert.Empty(view.Breaches);
    }

    [Theory]
    [InlineData(ApiDialect.AnthropicMessages)]
    [InlineData(ApiDialect.OpenaiChat)]
    public void Custom_tool_comes_back_as_the_text_that_the_client_expects(ApiDialect upstream)
    {
        var exchange = Exchange.Of(
            ApiDialect.OpenaiResponses,
            upstream,
            """{"model":"m","input":"x","stream":true,"tools":[{"type":"custom","name":"apply_patch","description":"Edits files."}]}""");
        var view = exchange.View(upstream == ApiDialect.OpenaiChat
            ? """
                data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"apply_patch","arguments":"{\"input\":\"*** Begin\\n+é\"}"}}]},"finish_reason":"tool_calls"}]}

                data: [DONE]


                """
            : """
                event: message_start
                data: {"type":"message_start","message":{"id":"c","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"apply_patch","input":{}}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"input\":\"*** Begin\\n+é\"}"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":2}}

                event: message_stop
                data: {"type":"message_stop"}


                """);

        Assert.Empty(view.Breaches);
        Assert.Equal([new ViewedCall("a", "apply_patch", "raw:*** Begin\n+é")], view.Answer!.Calls);
        Assert.Contains("event: response.custom_tool_call_input.delta", exchange.Received, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"custom_tool_call\"", exchange.Received, StringComparison.Ordinal);
    }

    private static ViewedAnswer View(ApiDialect client, params string[] events)
    {
        var view = Exchange.Of(client, ApiDialect.OpenaiResponses).View(Created + string.Concat(events));
        Assert.Empty(view.Breaches);
        Assert.True(view.IsFinished);
        return view.Answer!;
    }

    private static string Added(int index, string item) => Event("response.output_item.added", $"\"output_index\":{index},\"item\":{item}");

    private static string Done(int index, string item) => Event("response.output_item.done", $"\"output_index\":{index},\"item\":{item}");

    private static string Completed(string status, string? reason) => Event(
        $"response.{status}",
        $$$"""
        "response":{ {{{Response}}},"status":"{{{status}}}","output":[],
        "incomplete_details":{{{(reason is null ? "null" : $"{{\"reason\":\"{reason}\"}}")}}},
        "usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},
        "output_tokens":9,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":109}}
        """);

    private static string Event(string type, string fields) =>
        $"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":0,{fields.ReplaceLineEndings("").Trim()}}}\n\n";
}
