using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>Streams of Chat Completions, to clients of other dialects.</summary>
public sealed class ChatUpstreamTests
{
    private const string Finished = """
        {"id":"c","created":7,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}
        """;

    private const string Usage = """
        {"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":9,"total_tokens":109,
        "prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},"completion_tokens_details":{"reasoning_tokens":4}}}
        """;

    [Fact]
    public void Text_becomes_one_block_between_start_and_stop()
    {
        var exchange = Exchange.Of(ApiDialect.AnthropicMessages, ApiDialect.OpenaiChat);
        exchange.View(Stream(Delta("""{"role":"assistant","content":""}"""), Delta("""{"content":"Hi"}"""), Finished, Usage));

        Assert.Equal(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"c","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":30,"cache_creation_input_tokens":10,"cache_read_input_tokens":60,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}}

            event: message_stop
            data: {"type":"message_stop"}


            """,
            exchange.Received);
    }

    [Theory]
    [InlineData(ApiDialect.AnthropicMessages)]
    [InlineData(ApiDialect.OpenaiResponses)]
    public void Interleaved_calls_are_written_one_after_the_other(ApiDialect client)
    {
        var view = View(
            client,
            Call(0, "a", "first", ""),
            Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"n\":"}}]}"""),
            Call(1, "b", "second", "{}"),
            Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}"""),
            Finished);

        Assert.Equal([new ViewedCall("a", "first", "{\"n\":1}"), new ViewedCall("b", "second", "{}")], view.Answer!.Calls);
        Assert.Equal("tool", view.Answer.Finish);
    }

    [Theory]
    [InlineData(ApiDialect.AnthropicMessages)]
    [InlineData(ApiDialect.OpenaiResponses)]
    public void Whole_arguments_let_the_next_call_go_out_as_it_comes(ApiDialect client)
    {
        using var translation = Begin(client, Call(0, "a", "first", "{\"s\":\"}\\\"\"}"), Call(1, "b", "second", ""), out var output);
        var before = output.WrittenCount;

        translation.Write(Bytes(Delta("""{"tool_calls":[{"index":1,"function":{"arguments":"{\"x\""}}]}""")), output);

        Assert.True(output.WrittenCount > before);
    }

    [Theory]
    [InlineData(ApiDialect.AnthropicMessages)]
    [InlineData(ApiDialect.OpenaiResponses)]
    public void First_index_and_missing_indexes_of_calls_do_not_matter(ApiDialect client)
    {
        var view = View(
            client,
            Delta("""{"tool_calls":[{"index":1,"id":"a","function":{"name":"first","arguments":"{}"}}]}"""),
            Delta("""{"tool_calls":[{"id":"b","function":{"name":"second","arguments":"{\"k\":"}}]}"""),
            Delta("""{"tool_calls":[{"function":{"name":"","arguments":"2}"}}]}"""),
            Finished);

        Assert.Equal([new ViewedCall("a", "first", "{}"), new ViewedCall("b", "second", "{\"k\":2}")], view.Answer!.Calls);
    }

    [Theory]
    [InlineData("""{"reasoning_content":"think"}""")]
    [InlineData("""{"reasoning":"think"}""")]
    [InlineData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"think"}]}]}""")]
    public void Reasoning_of_compatible_servers_becomes_thinking_without_a_signature(string delta)
    {
        var exchange = Exchange.Of(ApiDialect.AnthropicMessages, ApiDialect.OpenaiChat);
        var view = exchange.View(Stream(Delta(delta), Delta("""{"content":"so"}"""), Finished));

        Assert.Equal(("think", "so"), (view.Answer!.Reasoning, view.Answer.Text));
        Assert.DoesNotContain("signature_delta", exchange.Received, StringComparison.Ordinal);
        Assert.Empty(view.Breaches);
    }

    [Fact]
    public void Refusal_keeps_its_text_and_its_kind()
    {
        string[] chunks = [Delta("""{"refusal":"No, "}"""), Delta("""{"refusal":"sorry."}"""), Finished];

        var messages = View(ApiDialect.AnthropicMessages, chunks).Answer!;
        var responses = View(ApiDialect.OpenaiResponses, chunks).Answer!;

        Assert.Equal(("No, sorry.", "filter"), (messages.Text, messages.Finish));
        Assert.Equal(("No, sorry.", "stop"), (responses.Refusal, responses.Finish));
    }

    [Theory]
    [InlineData("length", "length")]
    [InlineData("content_filter", "filter")]
    [InlineData("stop", "stop")]
    public void Finish_reasons_keep_their_meaning(string reason, string finish) => Assert.All(
        (ApiDialect[])[ApiDialect.AnthropicMessages, ApiDialect.OpenaiResponses],
        client =>
        {
            var finished = Finished.Replace("\"stop\"", $"\"{reason}\"", StringComparison.Ordinal);

            Assert.Equal(finish, View(client, Delta("""{"content":"x"}"""), finished).Answer!.Finish);
        });

    [Fact]
    public void Usage_is_the_same_in_every_dialect() => Assert.All(
        (ApiDialect[])[ApiDialect.AnthropicMessages, ApiDialect.OpenaiResponses],
        client => Assert.Equal(
            new ViewedUsage(100, 9, 60, 10, 4),
            View(client, Delta("""{"content":"x"}"""), Finished, Usage).Answer!.Usage));

    [Fact]
    public void Character_divided_between_deltas_is_whole()
    {
        var view = View(ApiDialect.AnthropicMessages, Delta("""{"content":"a\ud83d"}"""), Delta("""{"content":"\ude00b"}"""), Finished);

        Assert.Equal("a😀b", view.Answer!.Text);
    }

    [Theory]
    [InlineData(ApiDialect.OpenaiChat)]
    [InlineData(ApiDialect.AnthropicMessages)]
    [InlineData(ApiDialect.OpenaiResponses)]
    public void Error_in_the_stream_ends_it_without_a_success(ApiDialect client)
    {
        var exchange = Exchange.Of(client, ApiDialect.OpenaiChat);
        var view = exchange.View(Stream(Delta("""{"role":"assistant","content":"x"}"""), """{"error":{"message":"broken","type":"server_error","code":null}}"""));

        Assert.NotNull(view.Error);
        Assert.False(view.IsFinished);
        Assert.Contains("broken", exchange.Received, StringComparison.Ordinal);
        Assert.Equal((StreamState.Failed, "broken"), (exchange.Translation!.State, exchange.Translation.Failure!.Message));
    }

    [Theory]
    [InlineData(ApiDialect.OpenaiChat)]
    [InlineData(ApiDialect.AnthropicMessages)]
    [InlineData(ApiDialect.OpenaiResponses)]
    public void End_without_a_finish_reason_is_no_success(ApiDialect client)
    {
        var exchange = Exchange.Of(client, ApiDialect.OpenaiChat);
        var view = exchange.View(Stream(Delta("""{"role":"assistant","content":"x"}""")));

        Assert.False(view.IsFinished);
        Assert.Equal(StreamState.Failed, exchange.Translation!.State);
        Assert.DoesNotContain("[DONE]", exchange.Received, StringComparison.Ordinal);
    }

    [Fact]
    public void Chunk_that_is_not_json_ends_the_stream_with_an_error()
    {
        var exchange = Exchange.Of(ApiDialect.AnthropicMessages, ApiDialect.OpenaiChat);
        var view = exchange.View("data: <html>\n\n" + Stream(Finished));

        Assert.False(view.IsFinished);
        Assert.Equal("the upstream's answer could not be read: an event is not a JSON object", exchange.Translation!.Failure!.Message);
    }

    [Fact]
    public void Content_has_begun_with_the_first_delta_only()
    {
        using var translation = Begin(ApiDialect.AnthropicMessages, Delta("""{"role":"assistant","content":""}"""), "", out var output);
        Assert.False(translation.ContentBegun);

        translation.Write(Bytes(Delta("""{"content":"x"}""")), output);

        Assert.True(translation.ContentBegun);
    }

    private static StreamTranslation Begin(
        ApiDialect client,
        string first,
        string second,
        out System.Buffers.ArrayBufferWriter<byte> output)
    {
        output = new System.Buffers.ArrayBufferWriter<byte>();
        var request = RulesRouter.Gateway.Dialects.ClientRequest.Read(System.Text.Encoding.UTF8.GetBytes(Exchange.Request(client)), client);
        var translation = request.For(ApiDialect.OpenaiChat, Exchange.Target).Stream();
        foreach (var chunk in ((string[])[first, second]).Where(chunk => chunk.Length > 0))
        {
            translation.Write(Bytes(chunk), output);
        }

        return translation;
    }

    private static ViewedStream View(ApiDialect client, params string[] chunks)
    {
        var view = Exchange.Of(client, ApiDialect.OpenaiChat).View(Stream(chunks));
        Assert.Empty(view.Breaches);
        return view;
    }

    private static string Delta(string delta) =>
        $$"""{"id":"c","created":7,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    private static string Call(int index, string id, string name, string arguments) => Delta(
        $$$"""
        {"tool_calls":[{"index":{{{index}}},"id":"{{{id}}}","type":"function","function":{"name":"{{{name}}}","arguments":{{{System.Text.Json.JsonSerializer.Serialize(arguments)}}}}}]}
        """);

    private static byte[] Bytes(string chunk) => System.Text.Encoding.UTF8.GetBytes(Event(chunk));

    private static string Event(string chunk) => $"data: {chunk.ReplaceLineEndings("")}\n\n";

    private static string Stream(params string[] chunks) => string.Concat(chunks.Select(Event)) + "data: [DONE]\n\n";
}
