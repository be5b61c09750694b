using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Reads events of Messages.</summary>
internal sealed class MessagesEventReader(AnswerSettings settings) : EventReader(settings)
{
    private static readonly byte[][] Types =
        EventBytes.Quoted("message_start", "message_delta", "message_stop", "content_block_start", "error");

    private readonly HashSet<int> calls = [];
    private string? messageId;
    private bool isStarted;
    private bool hasDelta;
    private TokenUsage? usage;

    public override StreamStep Read(JsonElement data, AnswerSink sink)
    {
        switch (data.Text("type"u8))
        {
            case "message_start":
                return ReadStart(data.Field("message"u8), sink);
            case "content_block_start":
                ReadBlockStart((int)data.Count("index"), data.Field("content_block"u8), sink);
                return StreamStep.Forward;
            case "content_block_delta":
                ReadDelta((int)data.Count("index"), data.Field("delta"u8), sink);
                return StreamStep.Forward;
            case "content_block_stop":
                ReadBlockStop((int)data.Count("index"), sink);
                return StreamStep.Forward;
            case "message_delta":
                ReadMessageDelta(data, sink);
                return StreamStep.Forward;
            case "message_stop":
                End(sink);
                return StreamStep.ForwardLast;
            case "error":
                sink.Fail(ErrorReader.InStream(ApiDialect.AnthropicMessages, data, Settings.Errors));
                return StreamStep.ForwardLast;
            default:
                return StreamStep.Forward;
        }
    }

    public override ReadOnlySpan<byte[]> Decisive => isStarted ? Types : default;

    /// <summary>Not part of the dialect: it says nothing about the answer.</summary>
    public override bool Done(AnswerSink sink) => true;

    /// <summary>Client libraries take one start: a repeated one is left out, and one of another message ends the stream.</summary>
    private StreamStep ReadStart(JsonElement message, AnswerSink sink)
    {
        if (isStarted)
        {
            if (message.Text("id"u8) != messageId)
            {
                sink.Fail(UpstreamFailure.Unreadable("a second message began before the first ended"));
            }

            return StreamStep.Omit;
        }

        isStarted = true;
        messageId = message.Text("id"u8);
        sink.Start(Settings.Head(messageId, message.Text("model"u8), null));
        ReadUsage(message.Field("usage"u8), sink);
        return StreamStep.Forward;
    }

    private void ReadBlockStart(int index, JsonElement block, AnswerSink sink)
    {
        switch (block.Text("type"u8))
        {
            case "text":
                if (block.Text("text"u8) is { Length: > 0 } text)
                {
                    sink.Text(text);
                }

                break;
            case "thinking":
                if (block.Text("thinking"u8) is { Length: > 0 } thinking)
                {
                    sink.Reasoning(thinking);
                }

                break;
            case "tool_use":
                calls.Add(index);
                sink.ToolStart(index, block.Text("id"u8) ?? "", block.Text("name"u8) ?? "", ToolCallKind.Function);
                if (block.Field("input"u8) is { ValueKind: JsonValueKind.Object } input && input.EnumerateObject().Any())
                {
                    sink.ToolArguments(index, input.GetRawText());
                }

                break;
            case var other:
                sink.Foreign(other ?? "");
                break;
        }
    }

    private void ReadDelta(int index, JsonElement delta, AnswerSink sink)
    {
        switch (delta.Text("type"u8))
        {
            case "text_delta" when delta.Text("text"u8) is { Length: > 0 } text:
                sink.Text(text);
                break;
            case "thinking_delta" when delta.Text("thinking"u8) is { Length: > 0 } thinking:
                sink.Reasoning(thinking);
                break;
            case "input_json_delta" when calls.Contains(index) && delta.Text("partial_json"u8) is { Length: > 0 } json:
                sink.ToolArguments(index, json);
                break;
        }
    }

    private void ReadBlockStop(int index, AnswerSink sink)
    {
        if (calls.Contains(index))
        {
            sink.ToolEnd(index);
        }
        else
        {
            sink.EndPart();
        }
    }

    private void ReadMessageDelta(JsonElement data, AnswerSink sink)
    {
        var delta = data.Field("delta"u8);
        if (delta.Text("stop_reason"u8) is { Length: > 0 } reason)
        {
            hasDelta = true;
            sink.Finish(FinishNames.FromMessages(reason, delta.Text("stop_sequence"u8)));
        }

        ReadUsage(data.Field("usage"u8), sink);
    }

    private void ReadUsage(JsonElement stated, AnswerSink sink)
    {
        usage = MessagesUsage.Read(stated, usage);
        if (usage is { } known)
        {
            sink.Usage(known);
        }
    }

    private void End(AnswerSink sink)
    {
        if (!isStarted)
        {
            sink.Fail(UpstreamFailure.Unreadable("the message ended before it began"));
            return;
        }

        if (!hasDelta)
        {
            sink.Finish(FinishNames.FromMessages(calls.Count > 0 ? "tool_use" : "end_turn", null));
        }

        sink.Complete();
    }
}
