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
    private static readonly string DigestOfNothing = Digest("");

    /// <param name="response">The decision as it was answered.</param>
    public static void Write(Utf8JsonWriter json, string decisionId, RecordedRequest recorded, RequestFacts facts, Decision decision, ReadOnlySpan<byte> response)
    {
        json.WriteStartObject();
        json.WriteString("decisionId"u8, decisionId);
        json.WriteString("at"u8, DecisionWriter.Moment(decision.At));
        json.WriteString("requestDigest"u8, Digest(recorded.Request));
        json.WritePropertyName("replay"u8);
        RecordedRequestWriter.Write(json, recorded);
        WriteFacts(json, facts);
        json.WritePropertyName("decision"u8);
        if (decision.Trace is null)
        {
            json.WriteRawValue(response, skipInputValidation: true);
        }
        else
        {
            DecisionWriter.Write(json, decision with { Trace = null }, decisionId);
        }

        json.WriteEndObject();
    }

    private static string Digest(DecisionRequest request) => request.Prompt is null && request.Messages.IsEmpty
        ? DigestOfNothing
        : Digest(string.Join('\n', request.Messages.Select(message => $"{message.Role}\n{message.Content}").Prepend(request.Prompt ?? "")));

    private static string Digest(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

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
