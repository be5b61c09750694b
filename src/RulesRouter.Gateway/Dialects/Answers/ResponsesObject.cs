using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Writes a response with every field that its specification requires; those that echo the request are null or empty.</summary>
internal static class ResponsesObject
{
    public static void Write(
        Utf8JsonWriter json,
        AnswerHead head,
        string status,
        string? incompleteReason,
        IReadOnlyList<AnswerPart> parts,
        TokenUsage? usage,
        AnswerSettings settings,
        Action<Utf8JsonWriter>? error = null)
    {
        json.WriteString("id", head.Id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", head.Created);
        json.WriteString("status", status);
        if (error is null)
        {
            json.WriteNull("error");
        }
        else
        {
            json.WriteStartObject("error");
            error(json);
            json.WriteEndObject();
        }

        if (incompleteReason is null)
        {
            json.WriteNull("incomplete_details");
        }
        else
        {
            json.WriteStartObject("incomplete_details");
            json.WriteString("reason", incompleteReason);
            json.WriteEndObject();
        }

        json.WriteNull("instructions");
        json.WriteNull("max_output_tokens");
        json.WriteString("model", head.Model);
        json.WriteStartArray("output");
        var index = 0;
        foreach (var part in parts)
        {
            WriteItem(json, part, ItemId(part, head, index), settings);
            index += part is AnswerPart.Foreign ? 0 : 1;
        }

        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls", settings.ParallelCalls ?? true);
        json.WriteNull("previous_response_id");
        json.WriteBoolean("store", false);
        json.WriteNull("temperature");
        json.WriteNull("top_p");
        json.WriteString("tool_choice", "auto");
        json.EmptyArray("tools");
        ResponsesUsage.Write(json, usage);
        json.EmptyObject("metadata");
    }

    /// <summary>Ids have the prefixes by which the vendor knows its items, and at most 64 characters.</summary>
    public static string ItemId(AnswerPart part, AnswerHead head, int index)
    {
        var prefix = part switch
        {
            AnswerPart.Text or AnswerPart.Refusal => "msg",
            AnswerPart.Reasoning => "rs",
            AnswerPart.ToolCall => "fc",
            AnswerPart.Foreign => "item",
            _ => throw new UnreachableException($"{part}"),
        };
        return $"{prefix}_{(head.Id.Length > 40 ? head.Id[^40..] : head.Id)}_{index}";
    }

    public static void WriteItem(Utf8JsonWriter json, AnswerPart part, string id, AnswerSettings settings, string status = "completed")
    {
        if (part is AnswerPart.Foreign)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", id);
        switch (part)
        {
            case AnswerPart.Text or AnswerPart.Refusal:
                json.WriteString("type", "message");
                json.WriteString("status", status);
                json.WriteString("role", "assistant");
                json.WriteStartArray("content");
                if (status == "completed" || part is AnswerPart.Text { Value.Length: > 0 } or AnswerPart.Refusal { Value.Length: > 0 })
                {
                    WriteContent(json, part);
                }

                json.WriteEndArray();
                break;
            case AnswerPart.Reasoning reasoning:
                json.WriteString("type", "reasoning");
                json.WriteStartArray("summary");
                if (reasoning.Value.Length > 0)
                {
                    json.WriteStartObject();
                    json.WriteString("type", "summary_text");
                    json.WriteString("text", reasoning.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case AnswerPart.ToolCall call:
                var isCustom = settings.CustomTools.Contains(call.Name);
                json.WriteString("type", isCustom ? "custom_tool_call" : "function_call");
                json.WriteString("status", status);
                json.WriteString("call_id", call.Id);
                json.WriteString("name", call.Name);
                json.WriteString(
                    isCustom ? "input" : "arguments",
                    isCustom && call.Kind == ToolCallKind.Function ? CustomInput.Of(call.Arguments) : call.Arguments);
                break;
            default:
                throw new UnreachableException($"{part}");
        }

        json.WriteEndObject();
    }

    /// <summary>A part of a message's content.</summary>
    public static void WriteContent(Utf8JsonWriter json, AnswerPart part)
    {
        json.WriteStartObject();
        switch (part)
        {
            case AnswerPart.Text text:
                json.WriteString("type", "output_text");
                json.WriteString("text", text.Value);
                json.EmptyArray("annotations");
                json.EmptyArray("logprobs");
                break;
            case AnswerPart.Refusal refusal:
                json.WriteString("type", "refusal");
                json.WriteString("refusal", refusal.Value);
                break;
            case AnswerPart.Reasoning or AnswerPart.ToolCall or AnswerPart.Foreign:
            default:
                throw new UnreachableException($"{part}");
        }

        json.WriteEndObject();
    }
}
