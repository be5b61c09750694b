using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Writes events of Responses: <c>response.created</c>, for each item what begins it, its deltas and what ends it, and one last event with
/// the whole response. Every event is numbered.
/// </summary>
internal sealed class ResponsesStreamWriter(EventOutput output, AnswerSettings settings, StreamExtension extension) : OrderedStreamWriter
{
    private long sequence;

    protected override bool RepeatsParts => true;

    protected override void WriteStart()
    {
        WriteResponse("response.created", "in_progress", null, [], null);
        WriteResponse("response.in_progress", "in_progress", null, [], null);
    }

    protected override void WritePartStart(StreamPart part)
    {
        var json = Begin("response.output_item.added");
        json.WriteNumber("output_index", part.Index);
        json.WritePropertyName("item");
        ResponsesObject.WriteItem(json, Empty(part), ItemId(part), settings, "in_progress");
        End(json);
        switch (part.Kind)
        {
            case PartKind.Text or PartKind.Refusal:
                json = BeginPart("response.content_part.added", part, "content_index");
                json.WritePropertyName("part");
                ResponsesObject.WriteContent(json, Empty(part));
                End(json);
                break;
            case PartKind.Reasoning:
                WriteSummaryPart("response.reasoning_summary_part.added", part, "");
                break;
            case PartKind.ToolCall:
                break;
            default:
                throw new UnreachableException($"{part.Kind}");
        }
    }

    protected override void WriteDelta(StreamPart part)
    {
        switch (part.Kind)
        {
            case PartKind.Text:
                WriteValue("response.output_text.delta", part, "content_index", "delta", part.Unsent(), hasLogprobs: true);
                break;
            case PartKind.Refusal:
                WriteValue("response.refusal.delta", part, "content_index", "delta", part.Unsent());
                break;
            case PartKind.Reasoning:
                WriteValue("response.reasoning_summary_text.delta", part, "summary_index", "delta", part.Unsent());
                break;
            case PartKind.ToolCall when IsCustom(part):
                // The text is within the function's arguments: it is known when they are whole.
                if (part.CallKind == ToolCallKind.Custom)
                {
                    WriteValue("response.custom_tool_call_input.delta", part, null, "delta", part.Unsent());
                }

                break;
            case PartKind.ToolCall:
                WriteValue("response.function_call_arguments.delta", part, null, "delta", part.Unsent());
                break;
            default:
                throw new UnreachableException($"{part.Kind}");
        }
    }

    protected override void WritePartEnd(StreamPart part)
    {
        switch (part.Kind)
        {
            case PartKind.Text:
                WriteValue("response.output_text.done", part, "content_index", "text", part.All.ToString(), hasLogprobs: true);
                WriteContentDone(part);
                break;
            case PartKind.Refusal:
                WriteValue("response.refusal.done", part, "content_index", "refusal", part.All.ToString());
                WriteContentDone(part);
                break;
            case PartKind.Reasoning:
                WriteValue("response.reasoning_summary_text.done", part, "summary_index", "text", part.All.ToString());
                WriteSummaryPart("response.reasoning_summary_part.done", part, part.All.ToString());
                break;
            case PartKind.ToolCall:
                WriteCallDone(part);
                break;
            default:
                throw new UnreachableException($"{part.Kind}");
        }

        var json = Begin("response.output_item.done");
        json.WriteNumber("output_index", part.Index);
        json.WritePropertyName("item");
        ResponsesObject.WriteItem(json, part.Whole(), ItemId(part), settings);
        End(json);
    }

    protected override void WriteEnd()
    {
        if (!IsStarted)
        {
            Start(settings.Head(null, null, null));
        }

        var (status, reason) = FinishNames.ToResponses(LastFinish);
        var name = status == "incomplete" ? "response.incomplete" : "response.completed";
        WriteResponse(name, status, reason, [.. Parts.Select(part => part.Whole())], null, extension);
    }

    protected override void WriteFailure(UpstreamFailure failure)
    {
        if (!IsStarted)
        {
            Start(settings.Head(null, null, null));
        }

        StreamErrors.Write(output, ApiDialect.OpenaiResponses, failure, sequence++, StreamExtension.None);
        WriteResponse("response.failed", "failed", null, [], failure, extension);
    }

    private static AnswerPart Empty(StreamPart part) => part.Kind switch
    {
        PartKind.Text => new AnswerPart.Text(""),
        PartKind.Refusal => new AnswerPart.Refusal(""),
        PartKind.Reasoning => new AnswerPart.Reasoning(""),
        PartKind.ToolCall => new AnswerPart.ToolCall(part.CallId, part.Name, "", part.CallKind),
        _ => throw new UnreachableException($"{part.Kind}"),
    };

    private bool IsCustom(StreamPart part) => settings.CustomTools.Contains(part.Name);

    private string ItemId(StreamPart part) => ResponsesObject.ItemId(Empty(part), Head, part.Index);

    private void WriteContentDone(StreamPart part)
    {
        var json = BeginPart("response.content_part.done", part, "content_index");
        json.WritePropertyName("part");
        ResponsesObject.WriteContent(json, part.Whole());
        End(json);
    }

    private void WriteSummaryPart(string type, StreamPart part, string text)
    {
        var json = BeginPart(type, part, "summary_index");
        json.WriteStartObject("part");
        json.WriteString("type", "summary_text");
        json.WriteString("text", text);
        json.WriteEndObject();
        End(json);
    }

    private void WriteCallDone(StreamPart part)
    {
        if (!IsCustom(part))
        {
            var json = BeginPart("response.function_call_arguments.done", part, null);
            json.WriteString("name", part.Name);
            json.WriteString("arguments", part.All.ToString());
            End(json);
            return;
        }

        var input = part.All.ToString();
        if (part.CallKind == ToolCallKind.Function)
        {
            input = CustomInput.Of(input);
            WriteValue("response.custom_tool_call_input.delta", part, null, "delta", input);
        }

        WriteValue("response.custom_tool_call_input.done", part, null, "input", input);
    }

    private void WriteValue(string type, StreamPart part, string? indexName, string field, string value, bool hasLogprobs = false)
    {
        var json = BeginPart(type, part, indexName);
        json.WriteString(field, value);
        if (hasLogprobs)
        {
            json.EmptyArray("logprobs");
        }

        End(json);
    }

    private void WriteResponse(
        string type,
        string status,
        string? incompleteReason,
        IReadOnlyList<AnswerPart> parts,
        UpstreamFailure? failure,
        StreamExtension? field = null)
    {
        var json = Begin(type);
        json.WriteStartObject("response");
        ResponsesObject.Write(
            json,
            Head,
            status,
            incompleteReason,
            parts,
            LastUsage,
            settings,
            failure is null ? null : error => WriteError(error, failure));
        json.WriteEndObject();
        field?.Write(json);
        End(json);
    }

    private static void WriteError(Utf8JsonWriter json, UpstreamFailure failure)
    {
        json.WriteString("code", ErrorWriter.OpenaiCode(failure) ?? "server_error");
        json.WriteString("message", failure.Message);
    }

    private Utf8JsonWriter Begin(string type)
    {
        var json = output.Begin(type);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteNumber("sequence_number", sequence++);
        return json;
    }

    private Utf8JsonWriter BeginPart(string type, StreamPart part, string? indexName)
    {
        var json = Begin(type);
        json.WriteString("item_id", ItemId(part));
        json.WriteNumber("output_index", part.Index);
        if (indexName is not null)
        {
            json.WriteNumber(indexName, 0);
        }

        return json;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        output.End();
    }
}
