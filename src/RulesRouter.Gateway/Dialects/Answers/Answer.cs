using RulesRouter.Catalog;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>A whole answer, read from any dialect.</summary>
/// <param name="Usage">Null if the upstream stated none.</param>
internal sealed record Answer(AnswerHead Head, IReadOnlyList<AnswerPart> Parts, Finish Finish, TokenUsage? Usage)
{
    public bool HasToolCalls => Parts.Any(part => part is AnswerPart.ToolCall);

    public bool HasRefusal => Parts.Any(part => part is AnswerPart.Refusal { Value.Length: > 0 });

    public string Text => string.Concat(Parts.OfType<AnswerPart.Text>().Select(part => part.Value));
}
