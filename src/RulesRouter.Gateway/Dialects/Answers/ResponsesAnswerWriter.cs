using System.Text.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Writes an answer of Responses.</summary>
internal static class ResponsesAnswerWriter
{
    public static void Write(Utf8JsonWriter json, Answer answer, AnswerSettings settings)
    {
        var (status, reason) = FinishNames.ToResponses(answer.Finish);
        ResponsesObject.Write(json, answer.Head, status, reason, answer.Parts, answer.Usage, settings);
    }
}
