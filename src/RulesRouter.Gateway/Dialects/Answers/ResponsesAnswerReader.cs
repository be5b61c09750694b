using System.Text;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Reads an answer of Responses.</summary>
internal static class ResponsesAnswerReader
{
    /// <summary>Null if this is no answer.</summary>
    public static Answer? Read(JsonElement body, AnswerSettings settings)
    {
        if (!body.Field("output").IsArray())
        {
            return null;
        }

        var parts = new List<AnswerPart>();
        foreach (var item in body.Items("output"))
        {
            ReadItem(item, parts);
        }

        return new Answer(
            settings.Head(body.Text("id"), body.Text("model"), body.Integer("created_at")),
            parts,
            FinishOf(body, parts.Exists(part => part is AnswerPart.ToolCall)),
            ResponsesUsage.Read(body.Field("usage")));
    }

    public static Finish FinishOf(JsonElement response, bool hasToolCalls) => FinishNames.FromResponses(
        response.Text("status") ?? "completed",
        response.Field("incomplete_details").Text("reason"),
        hasToolCalls);

    public static void ReadItem(JsonElement item, List<AnswerPart> parts)
    {
        switch (item.Text("type"))
        {
            case "message":
                foreach (var part in item.Items("content"))
                {
                    parts.Add(ContentPart(part));
                }

                break;
            case "reasoning":
                parts.Add(new AnswerPart.Reasoning(ReasoningOf(item)));
                break;
            case "function_call":
                parts.Add(Call(item, "arguments", ToolCallKind.Function));
                break;
            case "custom_tool_call":
                parts.Add(Call(item, "input", ToolCallKind.Custom));
                break;
            case var other:
                parts.Add(new AnswerPart.Foreign(other ?? ""));
                break;
        }
    }

    private static AnswerPart ContentPart(JsonElement part) => part.Text("type") switch
    {
        "output_text" => new AnswerPart.Text(part.Text("text") ?? ""),
        "refusal" => new AnswerPart.Refusal(part.Text("refusal") ?? part.Text("text") ?? ""),
        var other => new AnswerPart.Foreign(other ?? ""),
    };

    private static string ReasoningOf(JsonElement item)
    {
        var text = new StringBuilder();
        foreach (var part in item.Items("summary").Concat(item.Items("content")))
        {
            text.Append(part.Text("text"));
        }

        return text.ToString();
    }

    private static AnswerPart.ToolCall Call(JsonElement item, string arguments, ToolCallKind kind) =>
        new(item.Text("call_id") ?? item.Text("id") ?? "", item.Text("name") ?? "", item.Text(arguments) ?? "", kind);
}
