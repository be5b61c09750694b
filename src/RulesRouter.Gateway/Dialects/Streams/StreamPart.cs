using System.Diagnostics;
using System.Text;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>A part of an answer that a stream is sending.</summary>
internal sealed class StreamPart(PartKind kind)
{
    private JsonCompletion arguments;

    public PartKind Kind { get; } = kind;

    /// <summary>Its place among the parts that the client gets.</summary>
    public int Index { get; set; }

    public string CallId { get; init; } = "";

    public string Name { get; init; } = "";

    public ToolCallKind CallKind { get; init; }

    /// <summary>All of it so far.</summary>
    public StringBuilder All { get; } = new();

    /// <summary>How much of it the client has.</summary>
    public int Sent { get; set; }

    /// <summary>Nothing more comes.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The arguments of a call are a whole JSON object.</summary>
    public bool HasWholeArguments => Kind == PartKind.ToolCall && CallKind == ToolCallKind.Function && arguments.IsComplete;

    public void Add(string delta)
    {
        All.Append(delta);
        if (Kind == PartKind.ToolCall)
        {
            arguments.Read(delta);
        }
    }

    /// <summary>Frees what the client has.</summary>
    public void Forget()
    {
        All.Clear();
        Sent = 0;
    }

    public string Unsent() => All.ToString(Sent, All.Length - Sent);

    public AnswerPart Whole() => Kind switch
    {
        PartKind.Text => new AnswerPart.Text(All.ToString()),
        PartKind.Refusal => new AnswerPart.Refusal(All.ToString()),
        PartKind.Reasoning => new AnswerPart.Reasoning(All.ToString()),
        PartKind.ToolCall => new AnswerPart.ToolCall(CallId, Name, All.ToString(), CallKind),
        _ => throw new UnreachableException($"{Kind}"),
    };
}
