using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Redacting;

/// <summary>What an answer's text is for its reader.</summary>
internal enum DeltaKind
{
    Text,
    Reasoning,
    Arguments,

    /// <summary>The text that a custom tool takes.</summary>
    Input,
}

/// <summary>A piece of a text that further events go on with.</summary>
/// <param name="Group">What ends together: a choice, a block, an item.</param>
/// <param name="Channel">The text, unique within its group.</param>
/// <param name="Piece">The string.</param>
internal readonly record struct AnswerDelta(string Group, string Channel, DeltaKind Kind, JsonElement Piece)
{
    /// <summary>The group that an event ends; empty for all, null for none.</summary>
    public static string? EndedBy(ApiDialect dialect, JsonElement data) => dialect switch
    {
        ApiDialect.OpenaiChat => data.Items("choices").Where(choice => choice.Text("finish_reason") is { Length: > 0 })
            .Select((choice, index) => ChoiceOf(choice, index)).FirstOrDefault() ?? (data.Field("error").IsObject() ? "" : null),
        ApiDialect.OpenaiResponses => data.Text("type") switch
        {
            "response.completed" or "response.incomplete" or "response.failed" or "response.cancelled" or "error" => "",
            { } type when type.EndsWith(".done", StringComparison.Ordinal) => ItemOf(data),
            _ => null,
        },
        ApiDialect.AnthropicMessages => data.Text("type") switch
        {
            "content_block_stop" => data.Field("index").GetRawText(),
            "message_delta" or "message_stop" or "error" => "",
            _ => null,
        },
        _ => throw new UnreachableException($"{dialect}"),
    };

    public static IEnumerable<AnswerDelta> Of(ApiDialect dialect, JsonElement data) => dialect switch
    {
        ApiDialect.OpenaiChat => data.Items("choices").SelectMany(OfChoice),
        ApiDialect.OpenaiResponses => OfResponses(data),
        ApiDialect.AnthropicMessages => OfMessages(data),
        _ => throw new UnreachableException($"{dialect}"),
    };

    private static string ChoiceOf(JsonElement choice, int position) => $"{choice.Integer("index") ?? position}";

    private static string ItemOf(JsonElement data) => $"{data.Integer("output_index") ?? 0}";

    private static IEnumerable<AnswerDelta> OfChoice(JsonElement choice, int position)
    {
        var group = ChoiceOf(choice, position);
        var delta = choice.Field("delta");
        foreach (var name in (string[])["content", "refusal", "reasoning_content", "reasoning"])
        {
            var kind = name.StartsWith('r') && name != "refusal" ? DeltaKind.Reasoning : DeltaKind.Text;
            var field = delta.Field(name);
            if (field.IsString())
            {
                yield return new AnswerDelta(group, name, kind, field);
            }

            foreach (var piece in Parts(field))
            {
                yield return new AnswerDelta(group, piece.Name, piece.IsReasoning ? DeltaKind.Reasoning : DeltaKind.Text, piece.Text);
            }
        }

        var index = 0;
        foreach (var call in delta.Items("tool_calls"))
        {
            var channel = $"call {call.Integer("index") ?? index}";
            index++;
            if (call.Field("function").Field("arguments") is { ValueKind: JsonValueKind.String } arguments)
            {
                yield return new AnswerDelta(group, channel, DeltaKind.Arguments, arguments);
            }

            if (call.Field("custom").Field("input") is { ValueKind: JsonValueKind.String } input)
            {
                yield return new AnswerDelta(group, channel, DeltaKind.Input, input);
            }
        }

        if (delta.Field("function_call").Field("arguments") is { ValueKind: JsonValueKind.String } legacy)
        {
            yield return new AnswerDelta(group, "function_call", DeltaKind.Arguments, legacy);
        }
    }

    /// <summary>Some servers send content as parts, of which some are reasoning.</summary>
    private static IEnumerable<(string Name, bool IsReasoning, JsonElement Text)> Parts(JsonElement content)
    {
        foreach (var part in content.Items())
        {
            if (part.Field("text").IsString())
            {
                yield return ("part", false, part.Field("text"));
            }

            foreach (var thought in part.Items("thinking").Where(thought => thought.Field("text").IsString()))
            {
                yield return ("thinking", true, thought.Field("text"));
            }
        }
    }

    private static IEnumerable<AnswerDelta> OfResponses(JsonElement data)
    {
        if (data.Text("type") is { } type && type.EndsWith(".delta", StringComparison.Ordinal) && data.Field("delta").IsString())
        {
            var part = data.Integer("content_index") ?? data.Integer("summary_index") ?? 0;
            yield return new AnswerDelta(
                ItemOf(data),
                $"{type} {part}",
                type switch
                {
                    "response.function_call_arguments.delta" or "response.mcp_call_arguments.delta" => DeltaKind.Arguments,
                    "response.output_text.delta" or "response.refusal.delta" => DeltaKind.Text,
                    _ when type.StartsWith("response.reasoning", StringComparison.Ordinal) => DeltaKind.Reasoning,
                    _ => DeltaKind.Input,
                },
                data.Field("delta"));
        }
    }

    private static IEnumerable<AnswerDelta> OfMessages(JsonElement data)
    {
        if (data.Text("type") != "content_block_delta")
        {
            yield break;
        }

        var group = data.Field("index").GetRawText();
        var delta = data.Field("delta");
        (string Name, DeltaKind Kind)? found = delta.Text("type") switch
        {
            "text_delta" => ("text", DeltaKind.Text),
            "thinking_delta" => ("thinking", DeltaKind.Reasoning),
            "input_json_delta" => ("partial_json", DeltaKind.Arguments),
            _ => null,
        };
        if (found is { } known && delta.Field(known.Name) is { ValueKind: JsonValueKind.String } piece)
        {
            yield return new AnswerDelta(group, known.Name, known.Kind, piece);
        }
    }
}
