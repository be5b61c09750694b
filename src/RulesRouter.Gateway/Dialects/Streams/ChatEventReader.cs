using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Reads chunks of Chat Completions. Compatible servers leave out the role, the index of a call or the name of one that they began, start
/// at index 1, and send usage with the last choice or after it.
/// </summary>
internal sealed class ChatEventReader(AnswerSettings settings) : EventReader(settings)
{
    private static readonly byte[][] Names = EventBytes.Quoted("finish_reason", "usage", "tool_calls", "function_call", "audio", "error");

    private readonly List<Call> calls = [];
    private string? id;
    private string? model;
    private long? created;
    private bool isStarted;
    private bool isFinished;

    public override StreamStep Read(JsonElement data, AnswerSink sink)
    {
        if (data.Field("error"u8) is { ValueKind: JsonValueKind.Object or JsonValueKind.String })
        {
            sink.Fail(ErrorReader.InStream(ApiDialect.OpenaiChat, data, Settings.Errors));
            return StreamStep.ForwardLast;
        }

        id = string.IsNullOrEmpty(id) ? data.Text("id"u8) : id;
        model = string.IsNullOrEmpty(model) ? data.Text("model"u8) : model;
        created ??= data.Field("created"u8).Integer();
        var hasUsage = ChatUsage.Read(data.Field("usage"u8)) is { } usage && Report(usage, sink);
        var hasChoices = false;
        foreach (var choice in data.Field("choices"u8).Items())
        {
            hasChoices = true;
            if (choice.Integer("index") is null or 0)
            {
                ReadChoice(choice, sink);
            }
        }

        return hasChoices ? isFinished ? StreamStep.ForwardLast : StreamStep.Forward
            : hasUsage ? StreamStep.UsageOnly
            : StreamStep.Forward;
    }

    public override ReadOnlySpan<byte[]> Decisive => isStarted && !isFinished ? Names : default;

    public override bool Done(AnswerSink sink)
    {
        if (isFinished)
        {
            sink.Complete();
        }

        return isFinished;
    }

    private static bool Report(TokenUsage usage, AnswerSink sink)
    {
        sink.Usage(usage);
        return true;
    }

    private void ReadChoice(JsonElement choice, AnswerSink sink)
    {
        if (!isStarted)
        {
            isStarted = true;
            sink.Start(Settings.Head(id, model, created));
        }

        var delta = choice.Field("delta"u8);
        var (text, reasoning) = ChatContent.Read(delta);
        if (reasoning.Length > 0)
        {
            sink.Reasoning(reasoning);
        }

        if (text.Length > 0)
        {
            sink.Text(text);
        }

        if (delta.Text("refusal"u8) is { Length: > 0 } refusal)
        {
            sink.Refusal(refusal);
        }

        foreach (var call in delta.Field("tool_calls"u8).Items())
        {
            ReadCall(call, sink);
        }

        if (delta.Field("function_call"u8).IsObject())
        {
            sink.Foreign("function_call");
        }

        if (delta.Field("audio"u8).IsObject())
        {
            sink.Foreign("audio");
        }

        if (choice.Text("finish_reason"u8) is { Length: > 0 } finish)
        {
            isFinished = true;
            sink.Finish(FinishNames.FromChat(finish, calls.Count > 0));
        }
    }

    private void ReadCall(JsonElement call, AnswerSink sink)
    {
        var custom = call.Field("custom"u8);
        var function = custom.IsObject() ? custom : call.Field("function"u8);
        var key = KeyOf(call, function);
        if (key == calls.Count)
        {
            var callId = call.Text("id"u8) is { Length: > 0 } given ? given : $"call_{Settings.Id}_{key}";
            calls.Add(new Call(call.Integer("index"), callId));
            sink.ToolStart(
                key,
                callId,
                function.Text("name"u8) ?? "",
                custom.IsObject() ? ToolCallKind.Custom : ToolCallKind.Function);
        }

        var arguments = function.Field("arguments"u8);
        var delta = arguments.IsObject() ? arguments.GetRawText() : (arguments.IsString() ? arguments : function.Field("input"u8)).Text();
        if (!string.IsNullOrEmpty(delta))
        {
            sink.ToolArguments(key, delta);
        }
    }

    /// <summary>Without an index, an id that is new begins a call, and all else goes on with the last one.</summary>
    private int KeyOf(JsonElement call, JsonElement function)
    {
        var callId = call.Text("id"u8);
        if (call.Integer("index") is { } index)
        {
            var known = calls.FindLastIndex(other => other.Index == index);
            return known < 0 || IsNextOfSameIndex(calls[known], callId, function) ? calls.Count : known;
        }

        if (string.IsNullOrEmpty(callId))
        {
            return Math.Max(0, calls.Count - 1);
        }

        var same = calls.FindIndex(other => other.Id == callId);
        return same < 0 ? calls.Count : same;
    }

    /// <summary>Some servers give every call the index 0, each whole, with an id and a name of its own.</summary>
    private static bool IsNextOfSameIndex(Call known, string? id, JsonElement function) =>
        !string.IsNullOrEmpty(id) && id != known.Id && function.Text("name"u8) is { Length: > 0 };

    private readonly record struct Call(long? Index, string Id);
}
