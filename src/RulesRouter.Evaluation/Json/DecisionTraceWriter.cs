using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes <c>trace</c>: how a decision came about, for who asked it to explain itself.</summary>
internal static class DecisionTraceWriter
{
    public static void Write(CompactJson json, DecisionTrace trace)
    {
        json.StartObject("trace"u8);
        json.StartArray("facts"u8);
        foreach (var fact in trace.Facts)
        {
            json.StartObject();
            json.Text("name"u8, fact.Name);
            json.Text("value"u8, fact.Value);
            json.Text("from"u8, fact.From);
            json.EndObject();
        }

        json.EndArray();
        json.Texts("chain"u8, trace.Chain);
        json.StartArray("parameters"u8);
        foreach (var parameter in trace.Parameters)
        {
            json.StartObject();
            json.Text("name"u8, parameter.Name);
            json.Text("value"u8, parameter.Value);
            json.Text("from"u8, parameter.From);
            json.EndObject();
        }

        json.EndArray();
        json.StartArray("scripts"u8);
        foreach (var script in trace.Scripts)
        {
            json.StartObject();
            json.Text("call"u8, script.Call);
            json.Text("answer"u8, script.Answer);
            if (script.WhyUnknown.Length > 0)
            {
                json.Text("why"u8, script.WhyUnknown);
            }

            json.EndObject();
        }

        json.EndArray();
        json.StartArray("rules"u8);
        foreach (var rule in trace.Rules)
        {
            json.StartObject();
            json.Text("rule"u8, rule.Id);
            json.Text("when"u8, rule.Condition);
            json.Text("matched"u8, DecisionWriter.NameOf(rule.Truth));
            json.Texts("effects"u8, rule.Effects);
            json.EndObject();
        }

        json.EndArray();
        json.StartArray("excluded"u8);
        foreach (var exclusion in trace.Exclusions)
        {
            json.StartObject();
            json.Text("endpoint"u8, exclusion.Endpoint.Id);
            json.Text("constraint"u8, exclusion.Demand.Name);
            json.Text("wanted"u8, exclusion.Demand.Wanted);
            json.Text("found"u8, exclusion.Found);
            json.Texts("from"u8, [.. exclusion.Demand.From]);
            json.EndObject();
        }

        json.EndArray();
        json.StartArray("ranking"u8);
        foreach (var candidate in trace.Ranking)
        {
            json.StartObject();
            json.Text("endpoint"u8, candidate.Endpoint.Id);
            json.Text("score"u8, candidate.Score);
            HopWriter.WriteEstimate(json, candidate.Estimate);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
    }
}
