using System.Buffers;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Names;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Outcomes;

/// <summary>
/// Outcomes as in <c>POST /v1/outcomes</c> and JSONL files (schemas/outcome.schema.json), or every error with its JSON pointer.
/// </summary>
internal static class OutcomeReportReader
{
    /// <summary>Outcomes in one body.</summary>
    public const int MaxOutcomes = 1_000;

    private static readonly FieldNames Names = FieldNames.Of<Field>();
    private static readonly FieldNames ListNames = FieldNames.Of<ListField>();

    private enum Field
    {
        DecisionId,
        Verdict,
        Source,
        Hop,
        Sequence,
        Endpoint,
        Task,
        Difficulty,
        Edits,
        LatencyMs,
        InputTokens,
        OutputTokens,
        CostUsd,
        Turns,
        TestsPassed,
        TestsFailed,
        ToolErrors,
        At,
    }

    private enum ListField
    {
        Outcomes,
    }

    /// <summary>One outcome, or at least one error.</summary>
    public static (OutcomeReport? Report, ImmutableArray<RequestError> Errors) Read(ReadOnlySpan<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader));

    /// <summary>One outcome, or 1 to <see cref="MaxOutcomes"/> of them as <c>{ "outcomes": […] }</c>; or at least one error.</summary>
    public static (OutcomeReports? Reports, ImmutableArray<RequestError> Errors) ReadAll(ReadOnlySequence<byte> json) =>
        StrictReader.Read(
            json,
            static (ref reader) =>
                reader.HasField("outcomes"u8) ? Several(ref reader) : new OutcomeReports([Value(ref reader)], IsList: false));

    private static OutcomeReports Several(ref StrictReader json)
    {
        var reports = ImmutableArray.CreateBuilder<OutcomeReport>();
        var fields = new FieldSet();
        if (json.IsObject())
        {
            while (json.NextField(ListNames, ref fields))
            {
                Add(ref json, reports);
            }

            json.Require(ListNames, fields);
        }

        return new OutcomeReports(reports.DrainToImmutable(), IsList: true);
    }

    private static void Add(ref StrictReader json, ImmutableArray<OutcomeReport>.Builder reports)
    {
        var expected = $"a list of 1 to {MaxOutcomes} outcomes";
        if (!json.IsList(expected))
        {
            return;
        }

        var index = -1;
        while (json.NextItem(ref index))
        {
            if (index < MaxOutcomes)
            {
                reports.Add(Value(ref json));
            }
            else
            {
                json.Skip();
            }
        }

        if (index is -1 or >= MaxOutcomes)
        {
            json.Reject($"must be {expected}, found {index + 1}");
        }
    }

    private static OutcomeReport Value(ref StrictReader json)
    {
        var report = new OutcomeReport { DecisionId = "", Hop = 0, Sequence = 1, Verdict = default, Source = default };
        if (!json.IsObject())
        {
            return report;
        }

        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            report = (Field)fields.Current switch
            {
                Field.DecisionId => report with { DecisionId = Id(ref json) },
                Field.Hop => report with { Hop = json.Integer(0) ?? 0 },
                Field.Sequence => report with { Sequence = json.Integer(1) ?? 1 },
                Field.Verdict => report with { Verdict = (Verdict)(json.OneOf(EnumNames<Verdict>.All, "verdict") ?? 0) },
                Field.Source => report with { Source = (VerdictSource)(json.OneOf(EnumNames<VerdictSource>.All, "source") ?? 0) },
                Field.Endpoint => report with { Endpoint = Endpoint(ref json) },
                Field.Task => report with { Task = (TaskKind?)json.OneOf(EnumNames<TaskKind>.All, "task") },
                Field.Difficulty => report with { Difficulty = Difficulty(ref json) },
                Field.Edits => report with { Edits = json.Number(0, "a number of at least 0") },
                Field.LatencyMs => report with { LatencyMs = json.Number(0, "a number of milliseconds, at least 0") },
                Field.InputTokens => report with { InputTokens = json.Integer(0) },
                Field.OutputTokens => report with { OutputTokens = json.Integer(0) },
                Field.CostUsd => report with { CostUsd = json.Number(0, "a number of US dollars, at least 0") },
                Field.Turns => report with { Turns = json.Integer(0) },
                Field.TestsPassed => report with { TestsPassed = json.Integer(0) },
                Field.TestsFailed => report with { TestsFailed = json.Integer(0) },
                Field.ToolErrors => report with { ToolErrors = json.Integer(0) },
                Field.At => report with { At = json.Timestamp() },
            };
        }

        json.Require(Names, fields, (int)Field.DecisionId, (int)Field.Verdict, (int)Field.Source);
        var (hasEndpoint, hasTask) = (fields.Has((int)Field.Endpoint), fields.Has((int)Field.Task));
        if (hasEndpoint != hasTask)
        {
            json.Reject(
                Names[(int)(hasEndpoint ? Field.Task : Field.Endpoint)],
                "is missing: a report without a recorded decision needs `endpoint` and `task`, one with a decision neither");
        }

        return report;
    }

    private static string Id(ref StrictReader json)
    {
        var id = json.String();
        if (id is "")
        {
            json.Reject("must not be empty");
        }

        return id ?? "";
    }

    private static string? Endpoint(ref StrictReader json)
    {
        var endpoint = json.String();
        if (endpoint is not null && !EndpointId.TryParse(endpoint, out _))
        {
            json.Reject($"`{endpoint}` is not an endpoint id; expected `provider/model[#region.tier]`");
        }

        return endpoint;
    }

    private static double? Difficulty(ref StrictReader json)
    {
        const string Expected = "a number from 0 to 1";
        var difficulty = json.Number(0, Expected);
        if (difficulty > 1)
        {
            json.Reject($"must be {Expected}");
        }

        return difficulty;
    }
}
