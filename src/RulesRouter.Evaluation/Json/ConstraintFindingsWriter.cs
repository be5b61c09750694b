using System.Globalization;
using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes what came of constraints that are not simply required: each part only where there is one.</summary>
internal static class ConstraintFindingsWriter
{
    public static void Write(Utf8JsonWriter json, Decision decision)
    {
        if (!decision.Preferred.Rows.IsEmpty)
        {
            CombinedWriter.WriteConstraints(json, "preferred", decision.Preferred);
        }

        WriteGivenUp(json, decision);
        WriteAdvisories(json, decision);
        WriteWaivers(json, decision);
    }

    private static void WriteGivenUp(Utf8JsonWriter json, Decision decision)
    {
        if (decision.GivenUp.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("givenUp");
        foreach (var given in decision.GivenUp)
        {
            json.WriteStartObject();
            json.WriteString("constraint", given.Definition.Name);
            CombinedWriter.WriteValue(json, "value", given.Value);
            json.WriteString("from", given.From);
            json.WriteString("because", "it left no candidate");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAdvisories(Utf8JsonWriter json, Decision decision)
    {
        if (decision.Advisories.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("advisories");
        foreach (var finding in decision.Advisories)
        {
            json.WriteStartObject();
            json.WriteString("constraint", finding.Definition.Name);
            CombinedWriter.WriteValue(json, "value", finding.Value);
            json.WriteString("found", finding.Found);
            json.WriteBoolean("met", finding.IsMet);
            json.WriteString("from", finding.From);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWaivers(Utf8JsonWriter json, Decision decision)
    {
        if (decision.Waivers.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("waivers");
        foreach (var waiver in decision.Waivers)
        {
            json.WriteStartObject();
            json.WriteString("id", waiver.QualifiedId);
            json.WriteString("rule", waiver.Rule);
            json.WriteString("constraint", waiver.Constraint);
            json.WriteString("approvedBy", waiver.ApprovedBy);
            json.WriteString("reason", waiver.Reason);
            json.WriteString("expires", waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
