using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;

namespace RulesRouter.Service.Recording;

/// <summary>One decision as the record keeps it: everything needed to replay it but the text, of which there is only a digest.</summary>
internal static class RecordLine
{
    public static ReadOnlyMemory<byte> Write(string decisionId, RecordedRequest recorded, RequestFacts facts, Decision decision)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, DecisionWriter.Options))
        {
            json.WriteStartObject();
            json.WriteString("decisionId", decisionId);
            json.WriteString("at", DecisionWriter.Moment(decision.At));
            json.WriteString("requestDigest", Digest(recorded.Request));
            json.WritePropertyName("replay");
            RecordedRequestWriter.Write(json, recorded);
            WriteFacts(json, facts);
            json.WritePropertyName("decision");
            DecisionWriter.Write(json, decision with { Trace = null }, decisionId);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static string Digest(DecisionRequest request)
    {
        var text = string.Join('\n', request.Messages.Select(message => $"{message.Role}\n{message.Content}").Prepend(request.Prompt ?? ""));
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static void WriteFacts(Utf8JsonWriter json, RequestFacts facts)
    {
        json.WriteStartObject("facts");
        for (var index = 0; index < facts.Schema.Facts.Length; index++)
        {
            var slot = new FactSlot(index);
            if (facts[slot] is { IsKnown: true } value)
            {
                json.WritePropertyName(facts.Schema[slot].Name);
                Write(json, facts.Schema[slot].Type, value);
            }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FactType type, FactValue value)
    {
        switch (type)
        {
            case FactType.Boolean:
                json.WriteBooleanValue(value.Flag);
                break;
            case FactType.Number:
                json.WriteNumberValue(value.Number);
                break;
            case FactType.Set:
                json.WriteStartArray();
                foreach (var member in value.Set!)
                {
                    json.WriteStringValue(member);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.Text);
                break;
        }
    }
}
