using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Names;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Outcomes;

/// <summary>Writes an outcome as <see cref="OutcomeReportReader"/> reads it; equal reports give equal bytes.</summary>
internal static class OutcomeReportWriter
{
    public static void Write(CompactJson json, OutcomeReport report)
    {
        json.StartObject();
        json.String("decisionId"u8, report.DecisionId);
        json.Number("hop"u8, report.Hop);
        json.Number("sequence"u8, report.Sequence);
        json.String("verdict"u8, EnumNames<Verdict>.NameOf(report.Verdict));
        json.String("source"u8, EnumNames<VerdictSource>.NameOf(report.Source));
        if (report.Endpoint is { } endpoint)
        {
            json.String("endpoint"u8, endpoint);
        }

        if (report.Task is { } task)
        {
            json.String("task"u8, EnumNames<TaskKind>.NameOf(task));
        }

        Number(json, "difficulty"u8, report.Difficulty);
        Number(json, "edits"u8, report.Edits);
        Number(json, "latencyMs"u8, report.LatencyMs);
        Number(json, "inputTokens"u8, report.InputTokens);
        Number(json, "outputTokens"u8, report.OutputTokens);
        Number(json, "costUsd"u8, report.CostUsd);
        Number(json, "turns"u8, report.Turns);
        Number(json, "testsPassed"u8, report.TestsPassed);
        Number(json, "testsFailed"u8, report.TestsFailed);
        Number(json, "toolErrors"u8, report.ToolErrors);
        if (report.At is { } at)
        {
            json.Timestamp("at"u8, at);
        }

        json.EndObject();
    }

    private static void Number(CompactJson json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.Number(name, number);
        }
    }
}
