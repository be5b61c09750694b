using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Writes events of Messages: <c>message_start</c>, blocks one after the other, <c>message_delta</c> with the usage, which the other
/// dialects state last, and <c>message_stop</c>.
/// </summary>
internal sealed class MessagesStreamWriter(EventOutput output, AnswerSettings settings, StreamExtension extension) : OrderedStreamWriter
{
    private bool hasRefusal;

    protected override bool RepeatsParts => false;

    public override void Refusal(string delta)
    {
        hasRefusal = true;
        base.Refusal(delta);
    }

    protected override void WriteStart()
    {
        var json = Begin("message_start");
        json.WriteStartObject("message");
        json.WriteString("id", Head.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", Head.Model);
        json.EmptyArray("content");
        json.WriteNull("stop_reason");
        json.WriteNull("stop_sequence");
        MessagesUsage.Write(json, LastUsage ?? default);
        json.WriteEndObject();
        End(json);
    }

    protected override void WritePartStart(StreamPart part)
    {
        var json = Begin("content_block_start");
        json.WriteNumber("index", part.Index);
        json.WriteStartObject("content_block");
        switch (part.Kind)
        {
            case PartKind.Text or PartKind.Refusal:
                json.WriteString("type", "text");
                json.WriteString("text", "");
                break;
            case PartKind.Reasoning:
                json.WriteString("type", "thinking");
                json.WriteString("thinking", "");
                json.WriteString("signature", "");
                break;
            case PartKind.ToolCall:
                json.WriteString("type", "tool_use");
                json.WriteString("id", part.CallId);
                json.WriteString("name", part.Name);
                json.EmptyObject("input");
                break;
            default:
                throw new UnreachableException($"{part.Kind}");
        }

        json.WriteEndObject();
        End(json);
        if (part is { Kind: PartKind.ToolCall, CallKind: ToolCallKind.Custom })
        {
            WriteDelta(part.Index, "input_json_delta", "partial_json", $$"""{"{{AnswerSettings.CustomArgument}}":" """.TrimEnd());
        }
    }

    protected override void WriteDelta(StreamPart part)
    {
        var delta = part.Unsent();
        switch (part.Kind)
        {
            case PartKind.Text or PartKind.Refusal:
                WriteDelta(part.Index, "text_delta", "text", delta);
                break;
            case PartKind.Reasoning:
                WriteDelta(part.Index, "thinking_delta", "thinking", delta);
                break;
            case PartKind.ToolCall:
                WriteDelta(
                    part.Index,
                    "input_json_delta",
                    "partial_json",
                    part.CallKind == ToolCallKind.Custom ? JsonEncodedText.Encode(delta).ToString() : delta);
                break;
            default:
                throw new UnreachableException($"{part.Kind}");
        }
    }

    protected override void WritePartEnd(StreamPart part)
    {
        if (part is { Kind: PartKind.ToolCall, CallKind: ToolCallKind.Custom })
        {
            WriteDelta(part.Index, "input_json_delta", "partial_json", "\"}");
        }

        var json = Begin("content_block_stop");
        json.WriteNumber("index", part.Index);
        End(json);
    }

    protected override void WriteEnd()
    {
        if (!IsStarted)
        {
            Start(settings.Head(null, null, null));
        }

        var json = Begin("message_delta");
        json.WriteStartObject("delta");
        json.WriteString("stop_reason", FinishNames.ToMessages(LastFinish, hasRefusal));
        json.WriteString("stop_sequence", LastFinish.StopSequence);
        json.WriteEndObject();
        MessagesUsage.Write(json, LastUsage ?? default);
        End(json);
        json = Begin("message_stop");
        extension.Write(json);
        End(json);
    }

    protected override void WriteFailure(UpstreamFailure failure) =>
        StreamErrors.Write(output, ApiDialect.AnthropicMessages, failure, 0, extension);

    private void WriteDelta(int index, string type, string field, string value)
    {
        var json = Begin("content_block_delta");
        json.WriteNumber("index", index);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(field, value);
        json.WriteEndObject();
        End(json);
    }

    private Utf8JsonWriter Begin(string type)
    {
        var json = output.Begin(type);
        json.WriteStartObject();
        json.WriteString("type", type);
        return json;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        output.End();
    }
}
