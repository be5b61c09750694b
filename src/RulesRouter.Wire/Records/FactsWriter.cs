using System.Runtime.CompilerServices;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>Writes every known fact of a request by its name.</summary>
internal static class FactsWriter
{
    private static readonly ConditionalWeakTable<FactSchema, byte[][]> Names = [];

    public static void Write(CompactJson json, RequestFacts facts)
    {
        var names = Names.GetValue(facts.Schema, static schema => [.. schema.Facts.Select(fact => CompactJson.Escaped(fact.Name))]);
        json.StartObject();
        for (var index = 0; index < names.Length; index++)
        {
            var slot = new FactSlot(index);
            if (facts[slot] is { IsKnown: true } value)
            {
                json.Name(names[index]);
                Write(json, facts.Schema[slot].Type, value);
            }
        }

        json.EndObject();
    }

    private static void Write(CompactJson json, FactType type, FactValue value)
    {
        switch (type)
        {
            case FactType.Boolean:
                json.Boolean(value.Flag);
                break;
            case FactType.Number:
                json.Number(value.Number);
                break;
            case FactType.Set:
                json.StartArray();
                foreach (var member in value.Set!)
                {
                    json.String(member);
                }

                json.EndArray();
                break;
            case FactType.String or FactType.Enum:
                json.String(value.Text!);
                break;
        }
    }
}
