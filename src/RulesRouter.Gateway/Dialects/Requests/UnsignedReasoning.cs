using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>
/// Leaves out reasoning of earlier turns that no vendor signed or encrypted, as it comes from an answer in another dialect; the rest of the
/// body stays as it is.
/// </summary>
internal static class UnsignedReasoning
{
    public static ReadOnlyMemory<byte> Strip(ReadOnlyMemory<byte> body, ApiDialect dialect)
    {
        switch (dialect)
        {
            case ApiDialect.OpenaiChat:
                return body;
            case ApiDialect.OpenaiResponses:
                return body.Span.IndexOf("\"reasoning\""u8) < 0 ? body : Rewrite(body, "input", WriteItem);
            case ApiDialect.AnthropicMessages:
                return body.Span.IndexOf("\"thinking\""u8) < 0 ? body : Rewrite(body, "messages", WriteMessage);
            default:
                throw new UnreachableException($"{dialect}");
        }
    }

    private static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> body, string list, Action<Utf8JsonWriter, JsonElement> write)
    {
        using var document = JsonDocument.Parse(body, Parsing.Options);
        return Writing.Document(json =>
        {
            json.WriteStartObject();
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (field.Name != list || !field.Value.IsArray())
                {
                    field.WriteTo(json);
                    continue;
                }

                json.WriteStartArray(list);
                foreach (var item in field.Value.EnumerateArray())
                {
                    write(json, item);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
    }

    private static void WriteItem(Utf8JsonWriter json, JsonElement item)
    {
        if (!item.Is("type", "reasoning") || item.Text("encrypted_content") is { Length: > 0 })
        {
            item.WriteTo(json);
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, JsonElement message)
    {
        var content = message.Field("content");
        if (!content.Items().Any(IsUnsigned))
        {
            message.WriteTo(json);
            return;
        }

        if (content.Items().All(IsUnsigned))
        {
            return;
        }

        json.WriteStartObject();
        foreach (var field in message.EnumerateObject())
        {
            if (!field.NameEquals("content"))
            {
                field.WriteTo(json);
                continue;
            }

            json.WriteStartArray("content");
            foreach (var block in content.Items().Where(block => !IsUnsigned(block)))
            {
                block.WriteTo(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static bool IsUnsigned(JsonElement block) => block.Is("type", "thinking") && block.Text("signature") is not { Length: > 0 };
}
