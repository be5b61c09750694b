using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Writes chunks of Chat Completions: the first has the role, each call an index from 0 with id and name in its first chunk, one chunk the
/// finish reason, a last one without choices the usage if the client asked for it, then <c>[DONE]</c>.
/// </summary>
internal sealed class ChatStreamWriter(EventOutput output, AnswerSettings settings, StreamExtension extension) : AnswerSink
{
    private readonly Dictionary<int, Call> calls = [];
    private AnswerHead head;
    private bool isStarted;
    private Finish finish;
    private TokenUsage? usage;

    public override void Start(AnswerHead head)
    {
        this.head = head;
        isStarted = true;
        var json = BeginDelta();
        json.WriteString("role", "assistant");
        json.WriteString("content", "");
        EndDelta(json, null);
    }

    public override void Text(string delta) => Delta("content", delta);

    public override void Refusal(string delta) => Delta("refusal", delta);

    public override void Reasoning(string delta) => Delta("reasoning_content", delta);

    public override void EndPart()
    {
    }

    public override void ToolStart(int key, string id, string name, ToolCallKind kind)
    {
        var isCustom = settings.CustomTools.Contains(name);
        var call = new Call(calls.Count, isCustom, isCustom && kind == ToolCallKind.Function ? new StringBuilder() : null);
        calls.Add(key, call);
        var json = BeginCall(call);
        json.WriteString("id", id);
        json.WriteString("type", call.IsCustom ? "custom" : "function");
        json.WriteStartObject(call.IsCustom ? "custom" : "function");
        json.WriteString("name", name);
        json.WriteString(call.IsCustom ? "input" : "arguments", "");
        json.WriteEndObject();
        EndCall(json);
    }

    public override void ToolArguments(int key, string delta)
    {
        if (calls[key].Held is { } held)
        {
            held.Append(delta);
            return;
        }

        WriteArguments(calls[key], delta);
    }

    public override void ToolEnd(int key)
    {
        if (calls[key].Held is { Length: > 0 } held)
        {
            WriteArguments(calls[key], CustomInput.Of(held.ToString()));
            held.Clear();
        }
    }

    public override void Foreign(string type)
    {
    }

    public override void Usage(TokenUsage usage) => this.usage = usage;

    public override void Finish(Finish finish) => this.finish = finish;

    public override void Complete()
    {
        if (!isStarted)
        {
            Start(settings.Head(null, null, null));
        }

        foreach (var key in calls.Keys)
        {
            ToolEnd(key);
        }

        var hasUsage = settings.WantsUsage && usage is not null;
        var json = BeginDelta();
        EndDelta(json, FinishNames.ToChat(finish), hasUsage ? null : extension);
        if (hasUsage)
        {
            json = BeginChunk();
            json.EmptyArray("choices");
            ChatUsage.Write(json, usage!.Value);
            extension.Write(json);
            json.WriteEndObject();
            output.End();
        }

        output.Raw("data: [DONE]\n\n"u8);
    }

    public override void Fail(UpstreamFailure failure) =>
        StreamErrors.Write(output, ApiDialect.OpenaiChat, failure, 0, extension);

    private void Delta(string name, string delta)
    {
        var json = BeginDelta();
        json.WriteString(name, delta);
        EndDelta(json, null);
    }

    private void WriteArguments(Call call, string delta)
    {
        var json = BeginCall(call);
        json.WriteStartObject(call.IsCustom ? "custom" : "function");
        json.WriteString(call.IsCustom ? "input" : "arguments", delta);
        json.WriteEndObject();
        EndCall(json);
    }

    private Utf8JsonWriter BeginCall(Call call)
    {
        var json = BeginDelta();
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", call.Index);
        return json;
    }

    private void EndCall(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndArray();
        EndDelta(json, null);
    }

    private Utf8JsonWriter BeginChunk()
    {
        var json = output.Begin(null);
        json.WriteStartObject();
        json.WriteString("id", head.Id);
        json.WriteString("object", "chat.completion.chunk");
        json.WriteNumber("created", head.Created);
        json.WriteString("model", head.Model);
        return json;
    }

    private Utf8JsonWriter BeginDelta()
    {
        var json = BeginChunk();
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        return json;
    }

    private void EndDelta(Utf8JsonWriter json, string? finishReason, StreamExtension? extension = null)
    {
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        if (settings.WantsUsage)
        {
            json.WriteNull("usage");
        }

        extension?.Write(json);
        json.WriteEndObject();
        output.End();
    }

    /// <param name="Held">Arguments of a custom tool that the upstream took as a function: they are unpacked when whole.</param>
    private readonly record struct Call(int Index, bool IsCustom, StringBuilder? Held);
}
