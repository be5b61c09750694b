using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Writes an answer of Chat Completions.</summary>
internal static class ChatAnswerWriter
{
    public static void Write(Utf8JsonWriter json, Answer answer, AnswerSettings settings)
    {
        json.WriteString("id", answer.Head.Id);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", answer.Head.Created);
        json.WriteString("model", answer.Head.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", Joined<AnswerPart.Text>(answer, part => part.Value));
        json.WriteString("refusal", Joined<AnswerPart.Refusal>(answer, part => part.Value));
        json.Optional("reasoning_content", Joined<AnswerPart.Reasoning>(answer, part => part.Value));
        if (answer.HasToolCalls)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in answer.Parts.OfType<AnswerPart.ToolCall>())
            {
                WriteCall(json, call, settings);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", FinishNames.ToChat(answer.Finish));
        json.WriteEndObject();
        json.WriteEndArray();
        if (answer.Usage is { } usage)
        {
            ChatUsage.Write(json, usage);
        }
    }

    /// <summary>Null if there is no such text.</summary>
    private static string? Joined<T>(Answer answer, Func<T, string> text)
        where T : AnswerPart =>
        string.Concat(answer.Parts.OfType<T>().Select(text)) is { Length: > 0 } joined ? joined : null;

    private static void WriteCall(Utf8JsonWriter json, AnswerPart.ToolCall call, AnswerSettings settings)
    {
        var isCustom = settings.CustomTools.Contains(call.Name);
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteString("type", isCustom ? "custom" : "function");
        json.WriteStartObject(isCustom ? "custom" : "function");
        json.WriteString("name", call.Name);
        json.WriteString(
            isCustom ? "input" : "arguments",
            isCustom && call.Kind == ToolCallKind.Function ? CustomInput.Of(call.Arguments) : call.Arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
