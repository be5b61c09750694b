using System.Diagnostics;
using System.Text.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Writes an answer of Messages.</summary>
internal static class MessagesAnswerWriter
{
    public static void Write(Utf8JsonWriter json, Answer answer)
    {
        json.WriteString("id", answer.Head.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", answer.Head.Model);
        json.WriteStartArray("content");
        foreach (var part in answer.Parts)
        {
            WritePart(json, part);
        }

        json.WriteEndArray();
        json.WriteString("stop_reason", FinishNames.ToMessages(answer.Finish, answer.HasRefusal));
        json.WriteString("stop_sequence", answer.Finish.StopSequence);
        MessagesUsage.Write(json, answer.Usage ?? default);
    }

    private static void WritePart(Utf8JsonWriter json, AnswerPart part)
    {
        switch (part)
        {
            case AnswerPart.Text { Value.Length: > 0 } text:
                WriteText(json, text.Value);
                break;
            case AnswerPart.Refusal { Value.Length: > 0 } refusal:
                WriteText(json, refusal.Value);
                break;
            case AnswerPart.Reasoning { Value.Length: > 0 } reasoning:
                json.WriteStartObject();
                json.WriteString("type", "thinking");
                json.WriteString("thinking", reasoning.Value);
                json.WriteString("signature", "");
                json.WriteEndObject();
                break;
            case AnswerPart.ToolCall call:
                WriteCall(json, call);
                break;
            case AnswerPart.Text or AnswerPart.Refusal or AnswerPart.Reasoning or AnswerPart.Foreign:
                break;
            default:
                throw new UnreachableException($"{part}");
        }
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, AnswerPart.ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", call.Id);
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        ToolInput.Write(json, call.Arguments, call.Kind);
        json.WriteEndObject();
    }
}
