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
            json.WriteString("decisionId", decisionId);
        }

        json.WriteString("outcome", NameOf(decision.Outcome));
        json.WriteString("policy", decision.Policy);
        json.WriteString("revision", decision.Revision);
        json.WriteString("stateDigest", decision.StateDigest);
        json.WriteString("at", Moment(decision.At));
        json.WriteString("evidence", NameOf(decision.Evidence));
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

        WriteNumber(json, "expectedTotalCostUsd", decision.ExpectedTotalCostUsd);
        if (decision.Expectation is { } expectation)
        {
            ExpectationWriter.Write(json, expectation);
        }

        WriteTexts(json, "reasons", decision.Reasons);
        if (decision.Trace is { } trace)
        {
            WriteTrace(json, trace);
        }

        json.WriteEndObject();
    }

    /// <summary>UTC, to 100 ns, with no more digits than it takes.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string NameOf(Outcome outcome) => outcome == Outcome.Routed ? "routed" : "denied";

    public static string NameOf(EvidenceKind evidence) => evidence == EvidenceKind.Verified ? "verified" : "sample";

    public static string NameOf(DenialCode code) => code switch
    {
        DenialCode.DeniedByRule => "denied-by-rule",
        DenialCode.NoCandidate => "no-candidate",
        _ => "obligation-not-supported",
    };

    public static string NameOf(ClassificationSource source) => source.ToString().ToLowerInvariant();

    public static string NameOf(Truth truth) => truth.ToString().ToLowerInvariant();

    private static void WriteClassification(Utf8JsonWriter json, ReportedClassification classification)
    {
        json.WriteStartObject("classification");
        if (classification.Task is { } task)
        {
            json.WriteString("task", TaskNames.NameOf(task));
            json.WriteString("taskSource", classification.TaskSource == Provenance.Caller ? "request" : "derived");
        }

        if (classification is { Difficulty: { } score, Tier: { } tier })
        {
            json.WriteStartObject("complexity");
            json.WriteNumber("score", score);
            json.WriteString("tier", ComplexityTiers.NameOf(tier));
            json.WriteEndObject();
        }

        WriteNumber(json, "inputTokens", classification.InputTokens);
        WriteNumber(json, "outputTokens", classification.OutputTokens);
        json.WriteString("source", NameOf(classification.Source));
        if (classification.OutOfDistribution)
        {
            json.WriteBoolean("outOfDistribution", true);
        }

        json.WriteEndObject();
    }

    private static void WriteChain(Utf8JsonWriter json, ImmutableArray<Hop> chain)
    {
        if (chain.IsEmpty)
        {
            return;
        }

        json.WritePropertyName("chosen");
        WriteHop(json, chain[0], isFirst: chain[0].On.IsEmpty);
        json.WriteStartArray("fallbacks");
        foreach (var hop in chain.Skip(1))
        {
            WriteHop(json, hop, isFirst: false);
        }

        json.WriteEndArray();
    }

    private static void WriteHop(Utf8JsonWriter json, Hop hop, bool isFirst)
    {
        json.WriteStartObject();
        json.WriteString("endpoint", hop.Endpoint.Id);
        json.WriteString("model", hop.Endpoint.Model.Id);
        json.WriteString("provider", hop.Endpoint.Provider.Id);
        if (hop.Endpoint.Region is { } region)
        {
            json.WriteString("region", region);
        }

        if (!isFirst)
        {
            WriteTexts(json, "on", [.. hop.On.Select(FailureClasses.NameOf)]);
        }

        WriteEstimate(json, "estimate", hop.Estimate);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, string name, HopEstimate estimate)
    {
        json.WriteStartObject(name);
        WriteNumber(json, "successProbability", estimate.SuccessProbability);
        WriteNumber(json, "tokenCostUsd", estimate.TokenCostUsd);
        WriteNumber(json, "worstCaseUsd", estimate.WorstCaseUsd);
        WriteNumber(json, "latencyP50Ms", estimate.LatencyP50Ms);
        WriteNumber(json, "latencyP99Ms", estimate.LatencyP99Ms);
        WriteNumber(json, "ttftP99Ms", estimate.TtftP99Ms);
        WriteNumber(json, "quality", estimate.Quality);
        json.WriteEndObject();
    }

    private static void WriteSplit(Utf8JsonWriter json, Decision decision)
    {
        if (decision.Split is { } split)
        {
            json.WriteStartObject("split");
            json.WriteString("key", split.Key);
            json.WriteString("arm", split.Arm);
            json.WriteString("drawn", split.Drawn);
            json.WriteEndObject();
        }

        if (decision.Shadow is { } shadow)
        {
            json.WritePropertyName("shadow");
            WriteHop(json, new Hop(shadow.Endpoint, [], shadow.Estimate), isFirst: true);
        }
    }

    internal static void WriteConstraints(Utf8JsonWriter json, string name, ConstraintSet constraints)
    {
        json.WriteStartObject(name);
        foreach (var byKey in constraints.Rows.GroupBy(row => row.Definition.Key))
        {
            json.WriteStartObject(byKey.Key);
            foreach (var row in byKey)
            {
                WriteValue(json, row.Definition.Facet.Length > 0 ? row.Definition.Facet : "value", row.Value);
            }

            WriteTexts(json, "from", [.. byKey.SelectMany(row => row.From).Distinct().Order(StringComparer.Ordinal)]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteObligations(Utf8JsonWriter json, ObligationSet obligations)
    {
        json.WriteStartObject("obligations");
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
        json.WriteStartObject("denial");
        json.WriteString("code", NameOf(denial.Code));
        WriteTexts(json, "reasons", denial.Reasons);
        json.WriteStartArray("emptiedBy");
        foreach (var emptying in denial.EmptiedBy)
        {
            json.WriteStartObject();
            json.WriteString("constraint", emptying.Demand.Name);
            json.WriteString("wanted", emptying.Demand.Wanted);
            WriteTexts(json, "from", [.. emptying.Demand.From]);
            json.WriteNumber("removed", emptying.Removed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "feasibleIf", denial.FeasibleIf);
        json.WriteEndObject();
    }

    private static void WriteTrace(Utf8JsonWriter json, DecisionTrace trace)
    {
        json.WriteStartObject("trace");
        json.WriteStartArray("facts");
        foreach (var fact in trace.Facts)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteString("value", fact.Value);
            json.WriteString("from", fact.From);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "chain", trace.Chain);
        json.WriteStartArray("parameters");
        foreach (var parameter in trace.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("value", parameter.Value);
            json.WriteString("from", parameter.From);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("scripts");
        foreach (var script in trace.Scripts)
        {
            json.WriteStartObject();
            json.WriteString("call", script.Call);
            json.WriteString("answer", script.Answer);
            if (script.WhyUnknown.Length > 0)
            {
                json.WriteString("why", script.WhyUnknown);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rules");
        foreach (var rule in trace.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Id);
            json.WriteString("when", rule.Condition);
            json.WriteString("matched", NameOf(rule.Truth));
            WriteTexts(json, "effects", rule.Effects);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("excluded");
        foreach (var exclusion in trace.Exclusions)
        {
            json.WriteStartObject();
            json.WriteString("endpoint", exclusion.Endpoint.Id);
            json.WriteString("constraint", exclusion.Demand.Name);
            json.WriteString("wanted", exclusion.Demand.Wanted);
            json.WriteString("found", exclusion.Found);
            WriteTexts(json, "from", [.. exclusion.Demand.From]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("ranking");
        foreach (var candidate in trace.Ranking)
        {
            json.WriteStartObject();
            json.WriteString("endpoint", candidate.Endpoint.Id);
            json.WriteString("score", candidate.Score);
            WriteEstimate(json, "estimate", candidate.Estimate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, Math.Round(number, 9));
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
