using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// What a stream says, in the words of no dialect. A reader calls <see cref="Start"/> first and either <see cref="Complete"/> or
/// <see cref="Fail"/> last; <see cref="Finish"/> and <see cref="Usage"/> come before <see cref="Complete"/>, in any order.
/// </summary>
internal abstract class AnswerSink
{
    /// <summary>Why what came cannot be written; the caller then calls <see cref="Fail"/> with it.</summary>
    public UpstreamFailure? Rejection { get; protected set; }

    public abstract void Start(AnswerHead head);

    public abstract void Text(string delta);

    public abstract void Refusal(string delta);

    public abstract void Reasoning(string delta);

    /// <summary>The text, refusal or reasoning under way is complete; what follows is a part of its own.</summary>
    public abstract void EndPart();

    /// <param name="key">Identifies the call among those of the stream.</param>
    public abstract void ToolStart(int key, string id, string name, ToolCallKind kind);

    /// <param name="delta">A part of the JSON, or of the text of a custom tool.</param>
    public abstract void ToolArguments(int key, string delta);

    public abstract void ToolEnd(int key);

    /// <summary>A part that only the upstream's dialect has.</summary>
    public abstract void Foreign(string type);

    /// <summary>Replaces what was said before.</summary>
    public abstract void Usage(TokenUsage usage);

    public abstract void Finish(Finish finish);

    /// <summary>The stream has its proper end.</summary>
    public abstract void Complete();

    /// <summary>The stream ends without an answer.</summary>
    public abstract void Fail(UpstreamFailure failure);
}
