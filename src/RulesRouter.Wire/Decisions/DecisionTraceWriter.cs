using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>Writes <c>trace</c>: how the decision was made, for requests with <c>explain</c>.</summary>
internal static class DecisionTraceWriter
{
    public static void Write(CompactJson json, DecisionTrace trace)
    {
        json.StartObject("trace"u8);
        json.StartArray("facts"u8);
        foreach (var fact in trace.Facts)
        {
            json.StartObject();
            json.String("name"u8, fact.Name);
            json.String("value"u8, fact.Value);
            json.String("from"u8, fact.From);
            json.EndObject();
        }

        json.EndArray();
        json.Strings("chain"u8, trace.Chain);
        json.StartArray("parameters"u8);
        foreach (var parameter in trace.Parameters)
        {
            json.StartObject();
            json.String("name"u8, parameter.Name);
            json.String("value"u8, parameter.Value);
            json.String("from"u8, parameter.From);
            json.EndObject();
        }

        json.EndArray();
        json.StartArray("scripts"u8);
        foreach (var script in trace.Scripts)
        {
            json.StartObject();
            json.String("call"u8, script.Call);
            json.String("answer"u8, script.Answer);
            if (script.UnknownReason.Length > 0)
            {
                json.String("why"u8, script.UnknownReason);
            }

            json.EndObject();
        }

        json.EndArray();
        json.StartArray("rules"u8);
        foreach (var rule in trace.Rules)
        {
            json.StartObject();
            json.String("rule"u8, rule.Id);
            json.String("when"u8, rule.Condition);
            json.String("matched"u8, EnumNames<Truth>.NameOf(rule.Truth));
            json.Strings("effects"u8, rule.Effects);
            json.EndObject();
        }

        json.EndArray();
        json.StartArray("excluded"u8);
        foreach (var exclusion in trace.Exclusions)
        {
            json.StartObject();
            json.String("endpoint"u8, exclusion.Endpoint.Id);
            json.String("constraint"u8, exclusion.Constraint.Name);
            json.String("wanted"u8, exclusion.Constraint.Wanted);
            json.String("found"u8, exclusion.Found);
            json.Strings("from"u8, [.. exclusion.Constraint.From]);
            json.EndObject();
        }

        json.EndArray();
        json.StartArray("ranking"u8);
        foreach (var candidate in trace.Ranking)
        {
            json.StartObject();
            json.String("endpoint"u8, candidate.Endpoint.Id);
            json.String("score"u8, candidate.Score);
            HopWriter.WriteEstimate(json, candidate.Estimate);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
    }
}
