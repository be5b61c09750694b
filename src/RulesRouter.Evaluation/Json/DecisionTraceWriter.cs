using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes <c>trace</c>: how a decision came about, for who asked it to explain itself.</summary>
internal static class DecisionTraceWriter
{
    public static void Write(Utf8JsonWriter json, DecisionTrace trace)
    {
        json.WriteStartObject("trace"u8);
        json.WriteStartArray("facts"u8);
        foreach (var fact in trace.Facts)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, fact.Name);
            json.WriteString("value"u8, fact.Value);
            json.WriteString("from"u8, fact.From);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("chain"u8, trace.Chain);
        json.WriteStartArray("parameters"u8);
        foreach (var parameter in trace.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, parameter.Name);
            json.WriteString("value"u8, parameter.Value);
            json.WriteString("from"u8, parameter.From);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("scripts"u8);
        foreach (var script in trace.Scripts)
        {
            json.WriteStartObject();
            json.WriteString("call"u8, script.Call);
            json.WriteString("answer"u8, script.Answer);
            if (script.WhyUnknown.Length > 0)
            {
                json.WriteString("why"u8, script.WhyUnknown);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rules"u8);
        foreach (var rule in trace.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, rule.Id);
            json.WriteString("when"u8, rule.Condition);
            json.WriteString("matched"u8, DecisionWriter.NameOf(rule.Truth));
            json.WriteTexts("effects"u8, rule.Effects);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("excluded"u8);
        foreach (var exclusion in trace.Exclusions)
        {
            json.WriteStartObject();
            json.WriteString("endpoint"u8, exclusion.Endpoint.Id);
            json.WriteString("constraint"u8, exclusion.Demand.Name);
            json.WriteString("wanted"u8, exclusion.Demand.Wanted);
            json.WriteString("found"u8, exclusion.Found);
            json.WriteTexts("from"u8, [.. exclusion.Demand.From]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("ranking"u8);
        foreach (var candidate in trace.Ranking)
        {
            json.WriteStartObject();
            json.WriteString("endpoint"u8, candidate.Endpoint.Id);
            json.WriteString("score"u8, candidate.Score);
            HopWriter.WriteEstimate(json, candidate.Estimate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
