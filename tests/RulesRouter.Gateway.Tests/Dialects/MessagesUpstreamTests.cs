using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>Streams of Messages, to clients of other dialects.</summary>
public sealed class MessagesUpstreamTests
{
    private static readonly ApiDialect[] Others = [ApiDialect.OpenaiChat, ApiDialect.OpenaiResponses];

    private static readonly string Start = Event(
        "message_start",
        """
        "message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,
        "usage":{"input_tokens":30,"cache_read_input_tokens":60,"cache_creation_input_tokens":10,"output_tokens":1}}
        """);

    private static readonly string Stop = Event("message_stop", null);

    [Fact]
    public void Text_becomes_chunks_with_one_id_and_usage_last()
    {
        var exchange = Exchange.Of(ApiDialect.OpenaiChat, ApiDialect.AnthropicMessages);
        var text = Block(0, """{"type":"text","text":""}""", """{"type":"text_delta","text":"Hi"}""");
        exchange.View(Start + text + End("end_turn", 9) + Stop);

        Assert.Equal(
            """
            data: {"id":"msg_1","object":"chat.completion.chunk","created":0,"model":"claude","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"msg_1","object":"chat.completion.chunk","created":0,"model":"claude","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"msg_1","object":"chat.completion.chunk","created":0,"model":"claude","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

            data: {"id":"msg_1","object":"chat.completion.chunk","created":0,"model":"claude","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":9,"total_tokens":109,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},"completion_tokens_details":{"reasoning_tokens":0}}}

            data: [DONE]


            """,
            exchange.Received);
    }

    [Fact]
    public void Usage_is_left_out_where_a_chat_client_did_not_ask_for_it()
    {
        var exchange = Exchange.Of(
            ApiDialect.OpenaiChat,
            ApiDialect.AnthropicMessages,
            """{"model":"m","messages":[{"role":"user","content":"x"}],"stream":true}""");
        var view = exchange.View(Start + End("end_turn", 9) + Stop);

        Assert.True(view.IsFinished);
        Assert.DoesNotContain("usage", exchange.Received, StringComparison.Ordinal);
    }

    [Fact]
    public void Tool_without_arguments_has_an_empty_object() => Assert.All(Others, client =>
    {
        var answer = View(client, Block(0, """{"type":"tool_use","id":"t","name":"now","input":{}}"""), End("tool_use", 2));

        Assert.Equal([new ViewedCall("t", "now", "{}")], answer.Calls);
        Assert.Equal("tool", answer.Finish);
    });

    [Fact]
    public void Arguments_that_a_limit_cut_reach_the_client_as_they_are() => Assert.All(Others, client =>
    {
        var delta = """{"type":"input_json_delta","partial_json":"{\"a\":\"b"}""";
        var answer = View(client, Block(0, """{"type":"tool_use","id":"t","name":"now","input":{}}""", delta), End("max_tokens", 2));

        Assert.Equal([new ViewedCall("t", "now", "raw:{\"a\":\"b")], answer.Calls);
        Assert.Equal("length", answer.Finish);
    });

    [Fact]
    public void Thinking_becomes_reasoning_and_its_signature_stays_with_the_vendor() => Assert.All(Others, client =>
    {
        var exchange = Exchange.Of(client, ApiDialect.AnthropicMessages);
        var view = exchange.View(
            Start
            + Block(
                0,
                """{"type":"thinking","thinking":"","signature":""}""",
                """{"type":"thinking_delta","thinking":"hm"}""",
                """{"type":"signature_delta","signature":"c2ln"}""")
            + Block(1, """{"type":"redacted_thinking","data":"eHg="}""")
            + Block(2, """{"type":"text","text":""}""", """{"type":"text_delta","text":"so"}""")
            + End("end_turn", 9)
            + Stop);

        Assert.Equal(("hm", "so"), (view.Answer!.Reasoning, view.Answer.Text));
        Assert.DoesNotContain("c2ln", exchange.Received, StringComparison.Ordinal);
        Assert.Empty(view.Breaches);
    });

    [Theory]
    [InlineData("refusal", "filter")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("pause_turn", "length")]
    public void Stop_reasons_keep_their_meaning(string reason, string finish) => Assert.All(
        Others,
        client => Assert.Equal(finish, View(client, End(reason, 1)).Finish));

    [Fact]
    public void Repeated_start_of_the_same_message_is_left_out() => Assert.All(Enum.GetValues<ApiDialect>(), client =>
    {
        var exchange = Exchange.Of(client, ApiDialect.AnthropicMessages);
        var view = exchange.View(Start + Start + End("end_turn", 1) + Stop);

        Assert.True(view.IsFinished);
        Assert.Empty(view.Breaches);
    });

    [Fact]
    public void Start_of_another_message_ends_the_stream_with_an_error() => Assert.All(Enum.GetValues<ApiDialect>(), client =>
    {
        var exchange = Exchange.Of(client, ApiDialect.AnthropicMessages);
        var view = exchange.View(Start + Start.Replace("msg_1", "msg_2", StringComparison.Ordinal) + End("end_turn", 1) + Stop);

        Assert.False(view.IsFinished);
        Assert.NotNull(view.Error);
        Assert.Equal(
            "the upstream's answer could not be read: a second message began before the first ended",
            exchange.Translation!.Failure!.Message);
    });

    [Fact]
    public void Overloaded_vendor_is_an_error_with_its_status()
    {
        var exchange = Exchange.Of(ApiDialect.OpenaiChat, ApiDialect.AnthropicMessages);
        var view = exchange.View(Start + Event("error", """ "error":{"type":"overloaded_error","message":"Overloaded"}"""));

        Assert.False(view.IsFinished);
        Assert.Equal(529, exchange.Translation!.Failure!.Status);
        Assert.EndsWith(
            """
            data: {"error":{"message":"Overloaded","type":"overloaded_error","param":null,"code":"server_error"}}


            """,
            exchange.Received,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_and_pings_say_nothing() => Assert.All(Others, client =>
    {
        var exchange = Exchange.Of(client, ApiDialect.AnthropicMessages);
        var ping = Event("ping", null);
        var view = exchange.View(": hello\n\n" + ping + Start + ": again\n" + ping + End("end_turn", 1) + Stop);

        Assert.True(view.IsFinished);
        Assert.Empty(view.Breaches);
    });

    [Fact]
    public void Parts_of_the_vendors_own_tools_are_reported()
    {
        var exchange = Exchange.Of(ApiDialect.OpenaiChat, ApiDialect.AnthropicMessages);
        var search = Block(0, """{"type":"server_tool_use","id":"s","name":"web_search","input":{}}""");
        exchange.View(Start + search + End("end_turn", 1) + Stop);

        Assert.True(exchange.Translation!.HasForeignParts);
    }

    [Fact]
    public void Last_event_carries_the_gateways_field() => Assert.All(Enum.GetValues<ApiDialect>(), client =>
    {
        var exchange = Exchange.Of(client, ApiDialect.AnthropicMessages);
        var view = exchange.View(
            System.Text.Encoding.UTF8.GetBytes(Start + End("end_turn", 1) + Stop),
            extension: new StreamExtension("gateway", () => "{\"hops\":1}"u8.ToArray()));

        Assert.True(view.IsFinished);
        var last = exchange.Received.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal));
        Assert.EndsWith("\"gateway\":{\"hops\":1}}", last, StringComparison.Ordinal);
    });

    private static ViewedAnswer View(ApiDialect client, params string[] events)
    {
        var view = Exchange.Of(client, ApiDialect.AnthropicMessages).View(Start + string.Concat(events) + Stop);
        Assert.Empty(view.Breaches);
        Assert.True(view.IsFinished);
        return view.Answer!;
    }

    private static string Block(int index, string block, params string[] deltas) =>
        Event("content_block_start", $"\"index\":{index},\"content_block\":{block}")
        + string.Concat(deltas.Select(delta => Event("content_block_delta", $"\"index\":{index},\"delta\":{delta}")))
        + Event("content_block_stop", $"\"index\":{index}");

    private static string End(string reason, int output) => Event(
        "message_delta",
        $$"""
        "delta":{"stop_reason":"{{reason}}","stop_sequence":null},"usage":{"output_tokens":{{output}}}
        """);

    private static string Event(string type, string? fields) =>
        $"event: {type}\ndata: {{\"type\":\"{type}\"{(fields is null ? "" : "," + fields.ReplaceLineEndings(""))}}}\n\n";
}
