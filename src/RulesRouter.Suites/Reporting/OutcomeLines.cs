using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Reporting;

/// <summary>Results as the JSONL that <c>outcomes import</c> reads (schemas/outcome.schema.json).</summary>
internal static class OutcomeLines
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// One line for each attempt whose endpoint is known. Edits are stated only where a reviewer accepted a version: else they are an
    /// upper bound.
    /// </summary>
    /// <param name="scenarios">The suite's, which know the tasks.</param>
    public static IEnumerable<string> Of(IEnumerable<AttemptResult> results, IEnumerable<Scenario> scenarios)
    {
        var tasks = scenarios.ToDictionary(scenario => scenario.Id, scenario => scenario.Task, StringComparer.Ordinal);
        return results
            .Where(result => result.InfrastructureFailure is null && result.Endpoint is not null && tasks.ContainsKey(result.Scenario))
            .Select(result => Line(result, tasks[result.Scenario]).ToJsonString(Options));
    }

    private static JsonObject Line(AttemptResult result, TaskKind task)
    {
        var line = new JsonObject
        {
            ["decisionId"] = $"suite:{result.Scenario}:{result.Model}:{(result.Format is { } format ? EnumNames<EditFormat>.NameOf(format) : "agent")}",
            ["verdict"] = result.Solved ? "right" : "wrong",
            ["source"] = "tests",
            ["endpoint"] = result.Endpoint,
            ["task"] = EnumNames<TaskKind>.NameOf(task),
            ["latencyMs"] = Math.Round(result.Seconds * 1_000, 3),
            ["inputTokens"] = result.InputTokens,
            ["outputTokens"] = result.OutputTokens,
        };
        if (result.CostUsd is { } cost)
        {
            line["costUsd"] = cost;
        }

        if (result.Solved && result.Edits is { IsUpperBound: false } edits)
        {
            line["edits"] = edits.Hunks;
        }

        return line;
    }
}
