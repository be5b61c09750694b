using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Running;

/// <summary>The failure that a whole answer is, for policies whose fallback lists it.</summary>
internal static class AnswerClass
{
    /// <summary>Null for an answer that no policy can reject without reading it.</summary>
    public static FailureClass? Of(Answer answer) => answer.Finish.Reason switch
    {
        FinishReason.Length or FinishReason.ContextWindow => FailureClass.OutputTruncated,
        FinishReason.Filter => FailureClass.ContentFiltered,
        FinishReason.Stop or FinishReason.StopSequence or FinishReason.ToolCalls or FinishReason.Pause or FinishReason.Other =>
            answer.HasRefusal ? FailureClass.ContentFiltered
            : answer.Parts.All(IsEmpty) ? FailureClass.RejectedOutput
            : null,
    };

    private static bool IsEmpty(AnswerPart part) => part is AnswerPart.Text { Value: "" } or AnswerPart.Reasoning;
}
