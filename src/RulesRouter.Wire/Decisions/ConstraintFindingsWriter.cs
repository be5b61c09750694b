using System.Globalization;
using RulesRouter.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>Writes preferred, dropped, advised and waived constraints, each part only if there is one.</summary>
internal static class ConstraintFindingsWriter
{
    /// <param name="routed">The decision if it is routed; null otherwise.</param>
    public static void Write(CompactJson json, Decision decision, Routed? routed)
    {
        if (routed is { Preferred.Rows.IsEmpty: false })
        {
            CombinedWriter.WriteConstraints(json, "preferred"u8, routed.Preferred);
        }

        WriteGivenUp(json, decision.Dropped, "it left no candidate");
        WriteAdvisories(json, routed?.Advisories ?? []);
        WriteWaivers(json, decision);
    }

    public static void WriteGivenUp(CompactJson json, ValueList<DroppedConstraint> dropped, string because)
    {
        if (dropped.IsEmpty)
        {
            return;
        }

        json.StartArray("givenUp"u8);
        foreach (var given in dropped)
        {
            json.StartObject();
            json.String("constraint"u8, given.Definition.Name);
            CombinedWriter.WriteValue(json, "value", given.Value);
            json.String("from"u8, given.From);
            json.String("because"u8, because);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteAdvisories(CompactJson json, ValueList<AdvisoryFinding> advisories)
    {
        if (advisories.IsEmpty)
        {
            return;
        }

        json.StartArray("advisories"u8);
        foreach (var finding in advisories)
        {
            json.StartObject();
            json.String("constraint"u8, finding.Definition.Name);
            CombinedWriter.WriteValue(json, "value", finding.Value);
            json.String("found"u8, finding.Found);
            json.Boolean("met"u8, finding.IsSatisfied);
            json.String("from"u8, finding.From);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteWaivers(CompactJson json, Decision decision)
    {
        if (decision.Waivers.IsEmpty)
        {
            return;
        }

        json.StartArray("waivers"u8);
        foreach (var waiver in decision.Waivers)
        {
            json.StartObject();
            json.String("id"u8, waiver.QualifiedId);
            json.String("rule"u8, waiver.Rule);
            json.String("constraint"u8, waiver.Constraint);
            json.String("approvedBy"u8, waiver.ApprovedBy);
            json.String("reason"u8, waiver.Reason);
            json.String("expires"u8, waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.EndObject();
        }

        json.EndArray();
    }
}
