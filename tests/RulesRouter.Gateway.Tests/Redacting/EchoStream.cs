using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Catalog;

namespace RulesRouter.Gateway.Tests.Redacting;

/// <summary>A stream that says one text three times: as reasoning, as text, and as the field <c>a</c> of a call's arguments.</summary>
internal static class EchoStream
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="sizes">Characters of the pieces, over and over; none: one piece.</param>
    public static string Of(ApiDialect dialect, string text, int[] sizes)
    {
        var arguments = JsonSerializer.Serialize(new { a = text }, Options);
        var stream = new StringBuilder();
        switch (dialect)
        {
            case ApiDialect.OpenaiChat:
                Chat(stream, text, piece => new { reasoning_content = piece }, sizes);
                Chat(stream, text, piece => new { content = piece }, sizes);
                Chat(
                    stream,
                    arguments,
                    piece => new { tool_calls = new[] { new { index = 0, function = new { arguments = piece } } } },
                    sizes);
                Event(stream, null, new { choices = new[] { new { index = 0, delta = new { }, finish_reason = "stop" } } });
                stream.Append("data: [DONE]\n\n");
                break;
            case ApiDialect.OpenaiResponses:
                Responses(stream, "response.reasoning_summary_text", 0, text, sizes);
                Responses(stream, "response.output_text", 1, text, sizes);
                Responses(stream, "response.function_call_arguments", 2, arguments, sizes);
                Event(stream, "response.completed", new { type = "response.completed" });
                break;
            default:
                Messages(stream, 0, text, piece => new { type = "thinking_delta", thinking = piece }, sizes);
                Messages(stream, 1, text, piece => new { type = "text_delta", text = piece }, sizes);
                Messages(stream, 2, arguments, piece => new { type = "input_json_delta", partial_json = piece }, sizes);
                Event(stream, "message_stop", new { type = "message_stop" });
                break;
        }

        return stream.ToString();
    }

    /// <summary>What the stream says as reasoning, as text, and in the arguments.</summary>
    public static (string Reasoning, string Text, string? Argument) Read(ApiDialect dialect, string stream)
    {
        var (reasoning, text, arguments) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var line in stream.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)))
        {
            using var document = JsonDocument.Parse(line[6..]);
            var data = document.RootElement;
            switch (dialect)
            {
                case ApiDialect.OpenaiChat:
                    var delta = data.GetProperty("choices")[0].GetProperty("delta");
                    reasoning.Append(Text(delta, "reasoning_content"));
                    text.Append(Text(delta, "content"));
                    arguments.Append(
                        delta.TryGetProperty("tool_calls", out var calls) ? Text(calls[0].GetProperty("function"), "arguments") : "");
                    break;
                case ApiDialect.OpenaiResponses:
                    (data.GetProperty("type").GetString() switch
                    {
                        "response.reasoning_summary_text.delta" => reasoning,
                        "response.output_text.delta" => text,
                        "response.function_call_arguments.delta" => arguments,
                        _ => new StringBuilder(),
                    }).Append(Text(data, "delta"));
                    break;
                default:
                    if (data.TryGetProperty("delta", out var block))
                    {
                        reasoning.Append(Text(block, "thinking"));
                        text.Append(Text(block, "text"));
                        arguments.Append(Text(block, "partial_json"));
                    }

                    break;
            }
        }

        using var parsed = JsonDocument.Parse(arguments.ToString());
        return (reasoning.ToString(), text.ToString(), parsed.RootElement.GetProperty("a").GetString());
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Chat(StringBuilder stream, string text, Func<string, object> delta, int[] sizes)
    {
        foreach (var piece in Pieces(text, sizes))
        {
            Event(
                stream,
                null,
                new { id = "c", choices = new[] { new { index = 0, delta = delta(piece), finish_reason = (string?)null } } });
        }
    }

    private static void Responses(StringBuilder stream, string type, int index, string text, int[] sizes)
    {
        foreach (var piece in Pieces(text, sizes))
        {
            Event(stream, $"{type}.delta", new { type = $"{type}.delta", output_index = index, content_index = 0, delta = piece });
        }

        Event(stream, $"{type}.done", new { type = $"{type}.done", output_index = index, content_index = 0 });
    }

    private static void Messages(StringBuilder stream, int index, string text, Func<string, object> delta, int[] sizes)
    {
        foreach (var piece in Pieces(text, sizes))
        {
            Event(stream, "content_block_delta", new { type = "content_block_delta", index, delta = delta(piece) });
        }

        Event(stream, "content_block_stop", new { type = "content_block_stop", index });
    }

    /// <summary>A character of two halves stays whole.</summary>
    private static IEnumerable<string> Pieces(string text, int[] sizes)
    {
        var round = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = Math.Min(text.Length, at + (sizes.Length == 0 ? text.Length : sizes[round++ % sizes.Length]));
            end += end < text.Length && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            yield return text[at..end];
            at = end;
        }
    }

    private static void Event(StringBuilder stream, string? name, object data)
    {
        stream.Append(name is null ? "" : $"event: {name}\n").Append($"data: {JsonSerializer.Serialize(data, Options)}\n\n");
    }
}
