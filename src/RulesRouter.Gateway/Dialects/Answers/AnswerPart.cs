namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>A part of an answer, in the order in which the upstream sent it.</summary>
internal abstract record AnswerPart
{
    public sealed record Text(string Value) : AnswerPart;

    public sealed record Refusal(string Value) : AnswerPart;

    public sealed record Reasoning(string Value) : AnswerPart;

    /// <param name="Arguments">As the upstream sent them: for a function JSON, or what a limit left of it.</param>
    public sealed record ToolCall(string Id, string Name, string Arguments, ToolCallKind Kind) : AnswerPart;

    /// <summary>A part that only the upstream's dialect has: a call of a vendor's own tool, its result, audio.</summary>
    public sealed record Foreign(string Type) : AnswerPart;
}
