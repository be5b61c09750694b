using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Writes for dialects in which one part is open at a time. The first part that is not closed goes out as it comes; what comes for later
/// parts meanwhile, as when the arguments of two calls interleave, waits. A call is closed by the upstream or, when another part begins, by
/// arguments that are whole.
/// </summary>
internal abstract class OrderedStreamWriter : AnswerSink
{
    /// <summary>Characters of an answer that may wait, or that the last event repeats.</summary>
    private const int MaxHeld = 16 * 1024 * 1024;

    private readonly List<StreamPart> parts = [];
    private readonly Dictionary<int, StreamPart> calls = [];
    private int current;
    private bool isOpen;
    private int held;
    private bool hasFailed;

    /// <summary>Set once content or the end of the stream comes.</summary>
    protected AnswerHead Head { get; private set; }

    protected bool IsStarted { get; private set; }

    protected TokenUsage? LastUsage { get; private set; }

    protected Finish LastFinish { get; private set; }

    protected IReadOnlyList<StreamPart> Parts => parts;

    public sealed override void Start(AnswerHead head)
    {
        Head = head;
        IsStarted = true;
        WriteStart();
    }

    public sealed override void Text(string delta) => Add(PartKind.Text, delta);

    public override void Refusal(string delta) => Add(PartKind.Refusal, delta);

    public sealed override void Reasoning(string delta) => Add(PartKind.Reasoning, delta);

    public sealed override void EndPart()
    {
        if (parts.Count > 0 && parts[^1].Kind != PartKind.ToolCall)
        {
            Close(parts[^1]);
        }
    }

    public sealed override void ToolStart(int key, string id, string name, ToolCallKind kind)
    {
        var call = new StreamPart(PartKind.ToolCall) { CallId = id, Name = name, CallKind = kind };
        calls[key] = call;
        Begin(call);
    }

    public sealed override void ToolArguments(int key, string delta)
    {
        var call = calls[key];
        if (!call.IsClosed)
        {
            Append(call, delta);
        }
        else if (!string.IsNullOrWhiteSpace(delta))
        {
            Rejection = UpstreamFailure.Unreadable($"the arguments of `{call.Name}` go on after their end");
        }
    }

    public sealed override void ToolEnd(int key) => Close(calls[key]);

    public sealed override void Foreign(string type)
    {
    }

    public sealed override void Usage(TokenUsage usage) => LastUsage = usage;

    public sealed override void Finish(Finish finish) => LastFinish = finish;

    public sealed override void Complete()
    {
        foreach (var part in parts)
        {
            part.IsClosed = true;
        }

        Advance();
        WriteEnd();
    }

    public sealed override void Fail(UpstreamFailure failure)
    {
        hasFailed = true;
        WriteFailure(failure);
    }

    /// <summary>The end of a part, or of the answer, repeats all of it.</summary>
    protected abstract bool RepeatsParts { get; }

    protected abstract void WriteStart();

    protected abstract void WritePartStart(StreamPart part);

    /// <summary>Writes <see cref="StreamPart.Unsent"/>.</summary>
    protected abstract void WriteDelta(StreamPart part);

    protected abstract void WritePartEnd(StreamPart part);

    protected abstract void WriteEnd();

    protected abstract void WriteFailure(UpstreamFailure failure);

    private void Add(PartKind kind, string delta)
    {
        if (parts.Count == 0 || parts[^1].Kind != kind || parts[^1].IsClosed)
        {
            Begin(new StreamPart(kind));
        }

        Append(parts[^1], delta);
    }

    private void Begin(StreamPart part)
    {
        foreach (var earlier in parts.Skip(current))
        {
            earlier.IsClosed |= earlier.Kind != PartKind.ToolCall || earlier.HasWholeArguments;
        }

        part.Index = parts.Count;
        parts.Add(part);
        Advance();
    }

    private void Append(StreamPart part, string delta)
    {
        part.Add(delta);
        held += delta.Length;
        if (part == parts[current])
        {
            Send(part);
        }

        if (held > MaxHeld)
        {
            Rejection = UpstreamFailure.Unreadable($"the answer has more than {MaxHeld} characters that must be held");
        }
    }

    private void Close(StreamPart part)
    {
        part.IsClosed = true;
        Advance();
    }

    /// <summary>Ends the parts that are closed and begins the next, up to one that is open or the last.</summary>
    private void Advance()
    {
        while (!hasFailed && current < parts.Count)
        {
            var part = parts[current];
            if (!isOpen)
            {
                isOpen = true;
                WritePartStart(part);
            }

            Send(part);
            if (!part.IsClosed)
            {
                return;
            }

            WritePartEnd(part);
            isOpen = false;
            current++;
        }
    }

    private void Send(StreamPart part)
    {
        if (part.Sent < part.All.Length)
        {
            WriteDelta(part);
            part.Sent = part.All.Length;
            if (!RepeatsParts)
            {
                held -= part.Sent;
                part.Forget();
            }
        }
    }
}
