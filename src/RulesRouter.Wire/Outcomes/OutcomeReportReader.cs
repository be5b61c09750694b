using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Economics;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Outcomes;

/// <summary>An outcome as <c>POST /v1/outcomes</c> and JSONL files hold it (schemas/outcome.schema.json), or every fault with its pointer.</summary>
public static class OutcomeReportReader
{
    private static readonly string[] Fields =
    [
        "decisionId", "hop", "sequence", "verdict", "source", "endpoint", "task", "difficulty", "edits", "latencyMs", "inputTokens", "outputTokens", "costUsd", "at",
    ];

    private static readonly string[] Verdicts = ["right", "wrong", "unanswered"];
    private static readonly string[] Sources = ["verifier", "tests", "human", "merged", "reverted"];

    public static string NameOf(Verdict verdict) => Verdicts[(int)verdict];

    public static string NameOf(VerdictSource source) => Sources[(int)source];

    /// <param name="pointer">Of <paramref name="root"/> within what was sent.</param>
    public static (OutcomeReport? Report, ImmutableArray<RequestError> Faults) Read(JsonElement root, string pointer = "")
    {
        var faults = ImmutableArray.CreateBuilder<RequestError>();
        var fields = new JsonFields(root, pointer, Fields, faults);
        foreach (var name in (string[])["decisionId", "verdict", "source"])
        {
            if (!fields.Has(name))
            {
                fields.Fault(name, "is missing");
            }
        }

        var report = new OutcomeReport
        {
            DecisionId = fields.Text("decisionId") ?? "",
            Hop = fields.Whole("hop", 0) ?? 0,
            Sequence = fields.Whole("sequence", 1) ?? 1,
            Verdict = (Verdict)OneOf(fields, "verdict", Verdicts),
            Source = (VerdictSource)OneOf(fields, "source", Sources),
            Endpoint = Endpoint(fields),
            Task = fields.Has("task") ? (TaskKind)OneOf(fields, "task", [.. TaskNames.All]) : null,
            Difficulty = Difficulty(fields),
            Edits = fields.Number("edits", 0, "a number of at least 0"),
            LatencyMs = fields.Number("latencyMs", 0, "milliseconds, at least 0"),
            InputTokens = fields.Whole("inputTokens", 0),
            OutputTokens = fields.Whole("outputTokens", 0),
            CostUsd = fields.Number("costUsd", 0, "US dollars, at least 0"),
            At = At(fields),
        };
        if (fields.Has("decisionId") && report.DecisionId.Length == 0)
        {
            fields.Fault("decisionId", "must not be empty");
        }

        if (report is { Endpoint: not null, Task: null } or { Endpoint: null, Task: not null })
        {
            fields.Fault(report.Endpoint is null ? "endpoint" : "task", "is missing: a row that stands on its own names both `endpoint` and `task`, one about a recorded decision neither");
        }

        return faults.Count > 0 ? (null, faults.ToImmutable()) : (report, []);
    }

    private static string? Endpoint(JsonFields fields)
    {
        var endpoint = fields.Text("endpoint");
        if (endpoint is not null && !EndpointId.TryParse(endpoint, out _))
        {
            fields.Fault("endpoint", $"`{endpoint}` is not an endpoint id; write `provider/model[#region.tier]`");
        }

        return endpoint;
    }

    private static double? Difficulty(JsonFields fields)
    {
        var difficulty = fields.Number("difficulty", 0, "a number from 0 to 1");
        if (difficulty > 1)
        {
            fields.Fault("difficulty", "must be a number from 0 to 1");
        }

        return difficulty;
    }

    private static DateTimeOffset? At(JsonFields fields)
    {
        if (fields.Text("at") is not { } text)
        {
            return null;
        }

        if (Timestamps.TryParse(text, out var at))
        {
            return at;
        }

        fields.Fault("at", $"`{text}` is not a timestamp; use RFC 3339, for example 2026-05-26T03:42:02Z");
        return null;
    }

    private static int OneOf(JsonFields fields, string name, string[] names)
    {
        if (fields.Text(name) is not { } text)
        {
            return 0;
        }

        var index = Array.IndexOf(names, text);
        if (index < 0)
        {
            var help = Suggestion.DidYouMean(text, names);
            fields.Fault(name, $"cannot be `{text}`; {(help.Length > 0 ? help : $"it is one of {string.Join(", ", names)}")}");
        }

        return Math.Max(0, index);
    }
}
