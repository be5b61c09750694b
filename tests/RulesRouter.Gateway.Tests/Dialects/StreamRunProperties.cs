using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Streams;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>Streams for a client of the upstream's dialect, in which runs of events pass without being read one by one.</summary>
public sealed class StreamRunProperties
{
    private static readonly StreamExtension Extension = new("extension", static () => "{}"u8.ToArray());

    private static readonly string[] Chat =
    [
        """data: {"id":"c","model":"m","created":1,"choices":[{"index":0,"delta":{"role":"assistant","content":"a"},"finish_reason":null}]}""",
        """data: {"id":"c","choices":[{"index":0,"delta":{"content":"\"usage\": finish_reason"},"finish_reason":null}],"usage":null}""",
        """data: {"id":"c","choices":[{"index":0,"delta":{"content":"b","tool_calls": null},"finish_reason" : null}]}""",
        """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{}"}}]}}]}""",
        """data: {"choices":[{"index":0,"delta":{"content":"c"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}""",
        """data: {"choices":[{"index":0,"delta":{"content":"\u0064"},"f\u0069nish_reason":"length"}]}""",
        """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        """data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}""",
        """data: {"error":{"message":"m","type":"server_error"}}""",
        "data: [DONE]",
        ": waiting",
    ];

    private static readonly string[] Messages =
    [
        """data: {"type":"message_start","message":{"id":"c","model":"m","usage":{"input_tokens":3}}}""",
        """data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        """data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}""",
        """data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a \"message_stop\""}}""",
        """data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
        """data: {"type":"content_block_stop","index":0}""",
        """data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}""",
        """data: {"type":"message_stop"}""",
        """data: {"type":"error","error":{"type":"overloaded_error","message":"m"}}""",
        """data: {"type":"ping"}""",
    ];

    private static readonly string[] Responses =
    [
        """data: {"type":"response.created","sequence_number":0,"response":{"id":"c","model":"m","created_at":1}}""",
        """data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"i"}}""",
        """data: {"type":"response.output_text.delta","sequence_number":2,"output_index":0,"delta":"\"response.completed\""}""",
        """data: {"type":"response.output_text.delta","sequence_number": 17,"output_index":0,"delta":"b"}""",
        """data: {"type":"response.output_item.done","sequence_number":18,"output_index":0,"item":{"type":"message","id":"i"}}""",
        """data: {"type":"response.completed","sequence_number":19,"response":{"id":"c","status":"completed","usage":{"input_tokens":3,"output_tokens":2}}}""",
        """data: {"type":"response.failed","sequence_number":20,"response":{"error":{"code":"server_error","message":"m"}}}""",
        """data: {"type":"error","code":"server_error","message":"m"}""",
    ];

    private static readonly string[] Ends = ["\n\n", "\n\n", "\r\n\r\n", "\r\r"];

    [Property(MaxTest = 200)]
    public Property Chat_streams_do_not_depend_on_what_comes_at_once() => DoNotDepend(ApiDialect.OpenaiChat, Chat);

    [Property(MaxTest = 200)]
    public Property Messages_streams_do_not_depend_on_what_comes_at_once() => DoNotDepend(ApiDialect.AnthropicMessages, Messages);

    [Property(MaxTest = 200)]
    public Property Responses_streams_do_not_depend_on_what_comes_at_once() => DoNotDepend(ApiDialect.OpenaiResponses, Responses);

    /// <summary>
    /// Of single bytes, every event is read by itself, and LF after CR comes with the next one: ends of lines are not compared.
    /// </summary>
    private static Property DoNotDepend(ApiDialect dialect, string[] events) => Prop.ForAll(
        Gen.Choose(0, 3).SelectMany(first => Gen.Elements(events).ListOf().Select(rest => events.Take(first).Concat(rest))).ToArbitrary(),
        Gen.Elements(Ends).ToArbitrary(),
        Gen.Choose(2, 2000).ToArbitrary(),
        (said, end, chunk) => Assert.Equal(Seen(dialect, said, end, 1), Seen(dialect, said, end, chunk)));

    private static string Seen(ApiDialect dialect, IEnumerable<string> said, string end, int chunk)
    {
        var request = ClientRequest.Read(Encoding.UTF8.GetBytes(Exchange.Request(dialect)), dialect).For(dialect, Exchange.Target);
        using var translation = request.Stream(Extension);
        var client = new ArrayBufferWriter<byte>();
        foreach (var bytes in Encoding.UTF8.GetBytes(string.Concat(said.Select(one => one + end))).Chunk(chunk))
        {
            translation.Write(bytes, client);
        }

        translation.End(client);
        return string.Join(
            '\n',
            Encoding.UTF8.GetString(client.WrittenSpan).ReplaceLineEndings(""),
            translation.State,
            translation.Failure,
            translation.Head,
            translation.Usage,
            translation.Finish,
            translation.ContentBegun);
    }
}
