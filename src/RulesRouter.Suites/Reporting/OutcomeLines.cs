using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Reporting;

/// <summary>
/// Results as the JSONL that <c>outcomes import</c> reads (schemas/outcome.schema.json). The scenario is the task, and identifies the rows
/// of all attempts at it. An attempt that is repeated keeps its hop and gets a higher sequence, so that its new outcome replaces the
/// old one.
/// </summary>
internal static class OutcomeLines
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sequences count seconds from here: a 32-bit integer lasts for 68 years.</summary>
    private static readonly DateTimeOffset SequenceStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

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
            ["decisionId"] = $"suite:{result.Scenario}",
            ["hop"] = HopOf(result),
            ["sequence"] = (int)Math.Clamp((result.FinishedAt - SequenceStart).TotalSeconds, 1, int.MaxValue),
            ["verdict"] = result.Solved ? "right" : "wrong",
            ["source"] = "tests",
            ["endpoint"] = result.Endpoint,
            ["task"] = EnumNames<TaskKind>.NameOf(task),
            ["latencyMs"] = Math.Round(result.Seconds * 1_000, 3),
            ["inputTokens"] = result.InputTokens,
            ["outputTokens"] = result.OutputTokens,
            ["at"] = Timestamps.Format(result.FinishedAt),
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

    /// <summary>A number of the model and its format: it stays the same when models are added.</summary>
    private static int HopOf(AttemptResult result)
    {
        var name = result.Format is { } format ? $"{result.Model}\n{EnumNames<EditFormat>.NameOf(format)}" : result.Model;
        return BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) & int.MaxValue;
    }
}
