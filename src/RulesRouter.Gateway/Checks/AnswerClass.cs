using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Checks;

/// <summary>The failure that a whole answer is, for policies whose fallback lists it.</summary>
internal static class AnswerClass
{
    /// <summary>Null for an answer that no policy can reject without judging it.</summary>
    /// <param name="fault">What <see cref="AnswerUsability"/> found; null if nothing.</param>
    public static FailureClass? Of(Answer answer, string? fault) => answer.Finish.Reason switch
    {
        FinishReason.Length or FinishReason.ContextWindow => FailureClass.OutputTruncated,
        FinishReason.Filter => FailureClass.ContentFiltered,
        FinishReason.Stop or FinishReason.StopSequence or FinishReason.ToolCalls or FinishReason.Pause or FinishReason.Other =>
            answer.HasRefusal ? FailureClass.ContentFiltered
            : fault is not null ? FailureClass.RejectedOutput
            : null,
    };
}
