using RulesRouter.Economics;
using RulesRouter.Wire.Outcomes;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>A line of the record about an accepted outcome. Unlike a decision, it has `receivedAt` and `outcome`.</summary>
internal static class OutcomeLineWriter
{
    /// <param name="reporter">Id of the key that reported it; null without keys.</param>
    public static void Write(CompactJson json, OutcomeReport report, DateTimeOffset receivedAt, string? reporter)
    {
        json.StartObject();
        json.Timestamp("receivedAt"u8, receivedAt);
        json.String("decisionId"u8, report.DecisionId);
        if (reporter is not null)
        {
            json.String("reporter"u8, reporter);
        }

        json.Name("outcome"u8);
        OutcomeReportWriter.Write(json, report);
        json.EndObject();
        json.EndLine();
    }
}
