using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Keeps what the gateway needs of a stream, and passes it on; after the end of the answer nothing more comes.</summary>
/// <param name="next">Writes for the client; null where the client gets the upstream's bytes.</param>
internal sealed class TrackedSink(AnswerSink? next) : AnswerSink
{
    private readonly Dictionary<int, SurrogateCarry> callHalves = [];
    private SurrogateCarry textHalf;
    private SurrogateCarry refusalHalf;
    private SurrogateCarry reasoningHalf;

    public bool ContentBegun { get; private set; }

    public StreamState State { get; private set; }

    public UpstreamFailure? Failure { get; private set; }

    public AnswerHead? Head { get; private set; }

    public TokenUsage? LastUsage { get; private set; }

    public Finish? LastFinish { get; private set; }

    public bool HasForeign { get; private set; }

    private AnswerSink? Open => State == StreamState.Open ? next : null;

    public override void Start(AnswerHead head)
    {
        Head = head;
        Open?.Start(head);
    }

    public override void Text(string delta)
    {
        ContentBegun = true;
        if (Open is { } open && textHalf.Join(delta) is { Length: > 0 } whole)
        {
            open.Text(whole);
            Check(open);
        }
    }

    public override void Refusal(string delta)
    {
        ContentBegun = true;
        if (Open is { } open && refusalHalf.Join(delta) is { Length: > 0 } whole)
        {
            open.Refusal(whole);
            Check(open);
        }
    }

    public override void Reasoning(string delta)
    {
        ContentBegun = true;
        if (Open is { } open && reasoningHalf.Join(delta) is { Length: > 0 } whole)
        {
            open.Reasoning(whole);
            Check(open);
        }
    }

    public override void EndPart() => Open?.EndPart();

    public override void ToolStart(int key, string id, string name, ToolCallKind kind)
    {
        ContentBegun = true;
        Open?.ToolStart(key, id, name, kind);
    }

    public override void ToolArguments(int key, string delta)
    {
        if (Open is not { } open)
        {
            return;
        }

        callHalves.TryGetValue(key, out var half);
        var whole = half.Join(delta);
        callHalves[key] = half;
        if (whole.Length > 0)
        {
            open.ToolArguments(key, whole);
            Check(open);
        }
    }

    public override void ToolEnd(int key) => Open?.ToolEnd(key);

    public override void Foreign(string type)
    {
        HasForeign = true;
        ContentBegun = true;
        Open?.Foreign(type);
    }

    public override void Usage(TokenUsage usage)
    {
        LastUsage = usage;
        Open?.Usage(usage);
    }

    public override void Finish(Finish finish)
    {
        LastFinish = finish;
        Open?.Finish(finish);
    }

    public override void Complete()
    {
        if (State == StreamState.Open)
        {
            State = StreamState.Completed;
            next?.Complete();
        }
    }

    /// <summary>Fails without an error for the client.</summary>
    public void Abandon(UpstreamFailure failure)
    {
        State = StreamState.Failed;
        Failure = failure;
    }

    public override void Fail(UpstreamFailure failure)
    {
        if (State == StreamState.Open)
        {
            State = StreamState.Failed;
            Failure = failure;
            next?.Fail(failure);
        }
    }

    private void Check(AnswerSink open)
    {
        if (open.Rejection is { } rejection)
        {
            Fail(rejection);
        }
    }
}
