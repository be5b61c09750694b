using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Reads events of Responses. Compatible servers leave out events of parts, deltas or whole items, so what an item or the response at the
/// end has and no delta said is sent then.
/// </summary>
internal sealed class ResponsesEventReader(AnswerSettings settings) : EventReader(settings)
{
    private static readonly byte[][] Types = EventBytes.Quoted(
        "response.created",
        "response.output_item.added",
        "response.output_item.done",
        "response.completed",
        "response.incomplete",
        "response.failed",
        "response.cancelled",
        "error");

    private readonly Dictionary<int, Item> items = [];
    private bool isStarted;
    private bool hasCalls;

    public override StreamStep Read(JsonElement data, AnswerSink sink)
    {
        var index = (int)data.Count("output_index");
        switch (data.Text("type"u8))
        {
            case "response.created":
                Start(data.Field("response"u8), sink);
                break;
            case "response.output_item.added":
                ItemOf(index, data.Field("item"u8), sink);
                break;
            case "response.output_text.delta" when Delta(data) is { } text:
                Known(index).HasText = true;
                sink.Text(text);
                break;
            case "response.refusal.delta" when Delta(data) is { } refusal:
                Known(index).HasText = true;
                sink.Refusal(refusal);
                break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta" when Delta(data) is { } reasoning:
                Known(index).HasText = true;
                sink.Reasoning(reasoning);
                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta" when Delta(data) is { } arguments:
                // Without the start of its item, the end of the item has all of the call.
                if (items.TryGetValue(index, out var call) && call.IsCall)
                {
                    call.HasText = true;
                    sink.ToolArguments(index, arguments);
                }

                break;
            case "response.output_item.done":
                EndItem(index, data.Field("item"u8), sink);
                break;
            case "response.completed" or "response.incomplete":
                End(data.Field("response"u8), sink);
                return StreamStep.ForwardLast;
            case "response.failed" or "response.cancelled" or "error":
                sink.Fail(ErrorReader.InStream(ApiDialect.OpenaiResponses, data, Settings.Errors));
                return StreamStep.ForwardLast;
        }

        return StreamStep.Forward;
    }

    public override ReadOnlySpan<byte[]> Decisive => isStarted ? Types : default;

    /// <summary>Some compatible servers send it after their last event.</summary>
    public override bool Done(AnswerSink sink) => true;

    private static string? Delta(JsonElement data) => data.Text("delta"u8) is { Length: > 0 } delta ? delta : null;

    private void Start(JsonElement response, AnswerSink sink)
    {
        if (!isStarted)
        {
            isStarted = true;
            sink.Start(Settings.Head(response.Text("id"u8), response.Text("model"u8), response.Integer("created_at")));
        }
    }

    private Item Known(int index)
    {
        if (!items.TryGetValue(index, out var item))
        {
            items.Add(index, item = new Item());
        }

        return item;
    }

    private Item ItemOf(int index, JsonElement described, AnswerSink sink)
    {
        if (items.TryGetValue(index, out var known))
        {
            return known;
        }

        var type = described.Text("type"u8);
        var item = new Item { IsCall = type is "function_call" or "custom_tool_call" };
        items.Add(index, item);
        if (item.IsCall)
        {
            hasCalls = true;
            sink.ToolStart(
                index,
                described.Text("call_id"u8) ?? described.Text("id"u8) ?? "",
                described.Text("name"u8) ?? "",
                type == "custom_tool_call" ? ToolCallKind.Custom : ToolCallKind.Function);
        }
        else if (type is not ("message" or "reasoning"))
        {
            sink.Foreign(type ?? "");
        }

        return item;
    }

    private void EndItem(int index, JsonElement described, AnswerSink sink)
    {
        var item = ItemOf(index, described, sink);
        if (item.IsDone)
        {
            return;
        }

        item.IsDone = true;
        if (!item.HasText)
        {
            SendWhole(index, described, sink);
        }

        if (item.IsCall)
        {
            sink.ToolEnd(index);
        }
        else
        {
            sink.EndPart();
        }
    }

    private static void SendWhole(int index, JsonElement described, AnswerSink sink)
    {
        var parts = new List<AnswerPart>();
        ResponsesAnswerReader.ReadItem(described, parts);
        foreach (var part in parts)
        {
            switch (part)
            {
                case AnswerPart.Text { Value.Length: > 0 } text:
                    sink.Text(text.Value);
                    break;
                case AnswerPart.Refusal { Value.Length: > 0 } refusal:
                    sink.Refusal(refusal.Value);
                    break;
                case AnswerPart.Reasoning { Value.Length: > 0 } reasoning:
                    sink.Reasoning(reasoning.Value);
                    break;
                case AnswerPart.ToolCall { Arguments.Length: > 0 } call:
                    sink.ToolArguments(index, call.Arguments);
                    break;
            }
        }
    }

    private void End(JsonElement response, AnswerSink sink)
    {
        Start(response, sink);
        var index = 0;
        foreach (var described in response.Items("output"))
        {
            EndItem(index++, described, sink);
        }

        if (ResponsesUsage.Read(response.Field("usage"u8)) is { } usage)
        {
            sink.Usage(usage);
        }

        sink.Finish(ResponsesAnswerReader.FinishOf(response, hasCalls));
        sink.Complete();
    }

    private sealed class Item
    {
        public bool IsCall { get; init; }

        public bool HasText { get; set; }

        public bool IsDone { get; set; }
    }
}
