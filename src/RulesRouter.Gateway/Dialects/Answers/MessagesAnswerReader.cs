using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Reads an answer of Messages.</summary>
internal static class MessagesAnswerReader
{
    /// <summary>Null if this is no answer.</summary>
    public static Answer? Read(JsonElement body, AnswerSettings settings) => !body.Field("content").IsArray()
        ? null
        : new Answer(
            settings.Head(body.Text("id"), body.Text("model"), null),
            [.. body.Items("content").Select(Part)],
            FinishNames.FromMessages(body.Text("stop_reason") ?? "end_turn", body.Text("stop_sequence")),
            MessagesUsage.Read(body.Field("usage")));

    private static AnswerPart Part(JsonElement block) => block.Text("type") switch
    {
        "text" => new AnswerPart.Text(block.Text("text") ?? ""),
        "thinking" => new AnswerPart.Reasoning(block.Text("thinking") ?? ""),
        "tool_use" => new AnswerPart.ToolCall(
            block.Text("id") ?? "",
            block.Text("name") ?? "",
            ToolInput.Read(block.Field("input")),
            ToolCallKind.Function),
        var other => new AnswerPart.Foreign(other ?? ""),
    };
}
