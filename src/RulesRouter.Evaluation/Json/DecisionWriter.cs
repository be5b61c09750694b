using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes a decision as the response of <c>POST /v1/decisions</c>. The same decision gives the same bytes.</summary>
public static class DecisionWriter
{
    /// <summary>For writers of decisions: readable text, on one line.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="decisionId">Left out where empty.</param>
    public static void Write(Utf8JsonWriter json, Decision decision, string decisionId)
    {
        json.WriteStartObject();
        if (decisionId.Length > 0)
        {
            json.WriteString("decisionId"u8, decisionId);
        }

        json.WriteString("outcome"u8, NameOf(decision.Outcome));
        json.WriteString("policy"u8, decision.Policy);
        json.WriteString("revision"u8, decision.Revision);
        json.WriteString("stateDigest"u8, decision.StateDigest);
        json.WriteString("at"u8, Moment(decision.At));
        json.WriteString("evidence"u8, NameOf(decision.Evidence));
        WriteClassification(json, decision.Classification);
        WriteChain(json, decision.Chain);
        WriteSplit(json, decision);
        WriteConstraints(json, "constraints", decision.Constraints);
        ConstraintFindingsWriter.Write(json, decision);
        WriteObligations(json, decision.Obligations);
        if (decision.Denial is { } denial)
        {
            WriteDenial(json, denial);
        }

        WriteNumber(json, "expectedTotalCostUsd"u8, decision.ExpectedTotalCostUsd);
        if (decision.Expectation is { } expectation)
        {
            ExpectationWriter.Write(json, expectation);
        }

        WriteTexts(json, "reasons"u8, decision.Reasons);
        if (decision.Trace is { } trace)
        {
            WriteTrace(json, trace);
        }

        json.WriteEndObject();
    }

    /// <summary>UTC, to 100 ns, with no more digits than it takes.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static readonly ImmutableArray<string> Sources = [.. Enum.GetNames<ClassificationSource>().Select(name => name.ToLowerInvariant())];

    public static string NameOf(Outcome outcome) => outcome == Outcome.Routed ? "routed" : "denied";

    public static string NameOf(EvidenceKind evidence) => evidence == EvidenceKind.Verified ? "verified" : "sample";

    public static string NameOf(DenialCode code) => code switch
    {
        DenialCode.DeniedByRule => "denied-by-rule",
        DenialCode.NoCandidate => "no-candidate",
        _ => "obligation-not-supported",
    };

    public static string NameOf(ClassificationSource source) => Sources[(int)source];

    public static string NameOf(Truth truth) => truth.ToString().ToLowerInvariant();

    private static void WriteClassification(Utf8JsonWriter json, ReportedClassification classification)
    {
        json.WriteStartObject("classification"u8);
        if (classification.Task is { } task)
        {
            json.WriteString("task"u8, TaskNames.NameOf(task));
            json.WriteString("taskSource"u8, classification.TaskSource == Provenance.Caller ? "request" : "derived");
        }

        if (classification is { Difficulty: { } score, Tier: { } tier })
        {
            json.WriteStartObject("complexity"u8);
            json.WriteNumber("score"u8, score);
            json.WriteString("tier"u8, ComplexityTiers.NameOf(tier));
            json.WriteEndObject();
        }

        WriteNumber(json, "inputTokens"u8, classification.InputTokens);
        WriteNumber(json, "outputTokens"u8, classification.OutputTokens);
        json.WriteString("source"u8, NameOf(classification.Source));
        if (classification.OutOfDistribution)
        {
            json.WriteBoolean("outOfDistribution"u8, true);
        }

        json.WriteEndObject();
    }

    private static void WriteChain(Utf8JsonWriter json, ImmutableArray<Hop> chain)
    {
        if (chain.IsEmpty)
        {
            return;
        }

        json.WritePropertyName("chosen"u8);
        WriteHop(json, chain[0], isFirst: chain[0].On.IsEmpty);
        json.WriteStartArray("fallbacks"u8);
        for (var hop = 1; hop < chain.Length; hop++)
        {
            WriteHop(json, chain[hop], isFirst: false);
        }

        json.WriteEndArray();
    }

    private static void WriteHop(Utf8JsonWriter json, Hop hop, bool isFirst)
    {
        json.WriteStartObject();
        json.WriteString("endpoint"u8, hop.Endpoint.Id);
        json.WriteString("model"u8, hop.Endpoint.Model.Id);
        json.WriteString("provider"u8, hop.Endpoint.Provider.Id);
        if (hop.Endpoint.Region is { } region)
        {
            json.WriteString("region"u8, region);
        }

        if (!isFirst)
        {
            WriteTexts(json, "on"u8, [.. hop.On.Select(FailureClasses.NameOf)]);
        }

        WriteEstimate(json, "estimate"u8, hop.Estimate);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, ReadOnlySpan<byte> name, HopEstimate estimate)
    {
        json.WriteStartObject(name);
        WriteNumber(json, "successProbability"u8, estimate.SuccessProbability);
        WriteNumber(json, "tokenCostUsd"u8, estimate.TokenCostUsd);
        WriteNumber(json, "worstCaseUsd"u8, estimate.WorstCaseUsd);
        WriteNumber(json, "latencyP50Ms"u8, estimate.LatencyP50Ms);
        WriteNumber(json, "latencyP99Ms"u8, estimate.LatencyP99Ms);
        WriteNumber(json, "ttftP99Ms"u8, estimate.TtftP99Ms);
        WriteNumber(json, "quality"u8, estimate.Quality);
        json.WriteEndObject();
    }

    private static void WriteSplit(Utf8JsonWriter json, Decision decision)
    {
        if (decision.Split is { } split)
        {
            json.WriteStartObject("split"u8);
            json.WriteString("key"u8, split.Key);
            json.WriteString("arm"u8, split.Arm);
            json.WriteString("drawn"u8, split.Drawn);
            json.WriteEndObject();
        }

        if (decision.Shadow is { } shadow)
        {
            json.WritePropertyName("shadow"u8);
            WriteHop(json, new Hop(shadow.Endpoint, [], shadow.Estimate), isFirst: true);
        }
    }

    internal static void WriteConstraints(Utf8JsonWriter json, string name, ConstraintSet constraints)
    {
        json.WriteStartObject(name);
        var rows = constraints.Rows;
        for (var (first, end) = (0, 0); first < rows.Length; first = end)
        {
            // Rows stand in the table's order, and in the table all facets of one key stand together.
            json.WriteStartObject(rows[first].Definition.Key);
            for (end = first; end < rows.Length && rows[end].Definition.Key == rows[first].Definition.Key; end++)
            {
                WriteValue(json, rows[end].Definition.Facet.Length > 0 ? rows[end].Definition.Facet : "value", rows[end].Value);
            }

            WriteTexts(json, "from"u8, end - first == 1 ? [.. rows[first].From] : [.. rows[first..end].SelectMany(row => row.From).Distinct().Order(StringComparer.Ordinal)]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteObligations(Utf8JsonWriter json, ObligationSet obligations)
    {
        json.WriteStartObject("obligations"u8);
        foreach (var row in obligations.Rows)
        {
            if (row.Definition.Kind == ObligationKind.HigherWins && row.Value is ConstraintValue.Names level)
            {
                json.WriteString(row.Definition.Name, level.Values[0]);
            }
            else
            {
                WriteValue(json, row.Definition.Name, row.Value);
            }
        }

        json.WriteEndObject();
    }

    internal static void WriteValue(Utf8JsonWriter json, string name, ConstraintValue value)
    {
        switch (value)
        {
            case ConstraintValue.Number number:
                json.WriteNumber(name, number.Value);
                break;
            case ConstraintValue.Flag flag:
                json.WriteBoolean(name, flag.Value);
                break;
            case ConstraintValue.Names names:
                WriteTexts(json, name, [.. names.Values]);
                break;
        }
    }

    private static void WriteDenial(Utf8JsonWriter json, Denial denial)
    {
        json.WriteStartObject("denial"u8);
        json.WriteString("code"u8, NameOf(denial.Code));
        WriteTexts(json, "reasons"u8, denial.Reasons);
        json.WriteStartArray("emptiedBy"u8);
        foreach (var emptying in denial.EmptiedBy)
        {
            json.WriteStartObject();
            json.WriteString("constraint"u8, emptying.Demand.Name);
            json.WriteString("wanted"u8, emptying.Demand.Wanted);
            WriteTexts(json, "from"u8, [.. emptying.Demand.From]);
            json.WriteNumber("removed"u8, emptying.Removed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "feasibleIf"u8, denial.FeasibleIf);
        json.WriteEndObject();
    }

    private static void WriteTrace(Utf8JsonWriter json, DecisionTrace trace)
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
        WriteTexts(json, "chain"u8, trace.Chain);
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
            json.WriteString("matched"u8, NameOf(rule.Truth));
            WriteTexts(json, "effects"u8, rule.Effects);
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
            WriteTexts(json, "from"u8, [.. exclusion.Demand.From]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("ranking"u8);
        foreach (var candidate in trace.Ranking)
        {
            json.WriteStartObject();
            json.WriteString("endpoint"u8, candidate.Endpoint.Id);
            json.WriteString("score"u8, candidate.Score);
            WriteEstimate(json, "estimate"u8, candidate.Estimate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, Math.Round(number, 9));
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        json.WritePropertyName(name);
        WriteTexts(json, texts);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WritePropertyName(name);
        WriteTexts(json, texts);
    }

    private static void WriteTexts(Utf8JsonWriter json, ImmutableArray<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
