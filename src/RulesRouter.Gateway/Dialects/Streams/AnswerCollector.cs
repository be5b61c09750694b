using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Makes a whole answer of a stream.</summary>
internal sealed class AnswerCollector : AnswerSink
{
    private readonly List<(StreamPart? Part, string Foreign)> parts = [];
    private readonly Dictionary<int, StreamPart> calls = [];
    private AnswerHead head;
    private Finish finish;
    private TokenUsage? usage;

    public Answer Answer => new(head, [.. parts.Select(one => one.Part?.Whole() ?? new AnswerPart.Foreign(one.Foreign))], finish, usage);

    public override void Start(AnswerHead head) => this.head = head;

    public override void Text(string delta) => Add(PartKind.Text, delta);

    public override void Refusal(string delta) => Add(PartKind.Refusal, delta);

    public override void Reasoning(string delta) => Add(PartKind.Reasoning, delta);

    public override void EndPart()
    {
        if (parts is [.., ({ } last, _)])
        {
            last.IsClosed = true;
        }
    }

    public override void ToolStart(int key, string id, string name, ToolCallKind kind)
    {
        var call = new StreamPart(PartKind.ToolCall) { CallId = id, Name = name, CallKind = kind };
        calls[key] = call;
        parts.Add((call, ""));
    }

    public override void ToolArguments(int key, string delta) => calls[key].Add(delta);

    public override void ToolEnd(int key) => calls[key].IsClosed = true;

    public override void Foreign(string type) => parts.Add((null, type));

    public override void Usage(TokenUsage usage) => this.usage = usage;

    public override void Finish(Finish finish) => this.finish = finish;

    public override void Complete()
    {
    }

    public override void Fail(UpstreamFailure failure)
    {
    }

    private void Add(PartKind kind, string delta)
    {
        if (parts is not [.., ({ IsClosed: false } last, _)] || last.Kind != kind)
        {
            last = new StreamPart(kind);
            parts.Add((last, ""));
        }

        last.Add(delta);
    }
}
