using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Reads an answer of Chat Completions: of its choices the first.</summary>
internal static class ChatAnswerReader
{
    /// <summary>Null if this is no answer.</summary>
    public static Answer? Read(JsonElement body, AnswerSettings settings)
    {
        if (body.Items("choices").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } choice)
        {
            return null;
        }

        var message = choice.Field("message");
        var (text, reasoning) = ChatContent.Read(message);
        var parts = new List<AnswerPart>();
        Add(parts, reasoning, static value => new AnswerPart.Reasoning(value));
        Add(parts, text, static value => new AnswerPart.Text(value));
        Add(parts, message.Text("refusal"), static value => new AnswerPart.Refusal(value));
        var calls = 0;
        foreach (var call in message.Items("tool_calls"))
        {
            parts.Add(ReadCall(call, settings, calls++));
        }

        foreach (var foreign in (string[])["function_call", "audio"])
        {
            if (message.Field(foreign).IsObject())
            {
                parts.Add(new AnswerPart.Foreign(foreign));
            }
        }

        return new Answer(
            settings.Head(body.Text("id"), body.Text("model"), body.Integer("created")),
            parts,
            FinishNames.FromChat(choice.Text("finish_reason") ?? "stop", calls > 0),
            ChatUsage.Read(body.Field("usage")));
    }

    private static void Add(List<AnswerPart> parts, string? value, Func<string, AnswerPart> part)
    {
        if (!string.IsNullOrEmpty(value))
        {
            parts.Add(part(value));
        }
    }

    private static AnswerPart.ToolCall ReadCall(JsonElement call, AnswerSettings settings, int index)
    {
        var id = call.Text("id") is { Length: > 0 } given ? given : $"call_{settings.Id}_{index}";
        var custom = call.Field("custom");
        if (custom.IsObject())
        {
            return new AnswerPart.ToolCall(id, custom.Text("name") ?? "", custom.Text("input") ?? "", ToolCallKind.Custom);
        }

        var function = call.Field("function");
        var arguments = function.Field("arguments");
        return new AnswerPart.ToolCall(
            id,
            function.Text("name") ?? "",
            arguments.IsObject() ? arguments.GetRawText() : arguments.Text() ?? "",
            ToolCallKind.Function);
    }
}
