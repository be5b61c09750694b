using System.Runtime.CompilerServices;
using System.Text.Json;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes what the rules saw of a request: every known fact by its name.</summary>
public static class FactsWriter
{
    private static readonly ConditionalWeakTable<FactSchema, JsonEncodedText[]> Names = [];

    public static void Write(Utf8JsonWriter json, RequestFacts facts)
    {
        var names = Names.GetValue(facts.Schema, static schema => [.. schema.Facts.Select(fact => JsonText.Encode(fact.Name))]);
        json.WriteStartObject();
        for (var index = 0; index < names.Length; index++)
        {
            var slot = new FactSlot(index);
            if (facts[slot] is { IsKnown: true } value)
            {
                json.WritePropertyName(names[index]);
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
                json.WriteExactValue(value.Number);
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
