using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes a decision as the response of <c>POST /v1/decisions</c>. The same decision gives the same bytes.</summary>
public static class DecisionWriter
{
    private static readonly JsonEncodedText ExpectedTotalCostUsd = JsonText.Encode("expectedTotalCostUsd");
    private static readonly JsonEncodedText InputTokens = JsonText.Encode("inputTokens");
    private static readonly JsonEncodedText OutputTokens = JsonText.Encode("outputTokens");
    private static readonly JsonEncodedText Score = JsonText.Encode("score");

    /// <summary>For writers of decisions: readable text, on one line. What is written is well-formed by construction, and tests hold it to its schema.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

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
        json.WriteMoment("at"u8, decision.At);
        json.WriteString("evidence"u8, NameOf(decision.Evidence));
        WriteClassification(json, decision.Classification);
        HopWriter.Write(json, decision.Chain);
        if (decision.Split is { } split)
        {
            WriteSplit(json, split);
        }

        if (decision.Shadow is { } shadow)
        {
            HopWriter.Write(json, shadow);
        }

        CombinedWriter.WriteConstraints(json, "constraints", decision.Constraints);
        ConstraintFindingsWriter.Write(json, decision);
        CombinedWriter.WriteObligations(json, decision.Obligations);
        if (decision.Denial is { } denial)
        {
            DenialWriter.Write(json, denial);
        }

        json.WriteFigure(ExpectedTotalCostUsd, decision.ExpectedTotalCostUsd);
        if (decision.Expectation is { } expectation)
        {
            ExpectationWriter.Write(json, expectation);
        }

        json.WriteTexts("reasons"u8, decision.Reasons);
        if (decision.Trace is { } trace)
        {
            DecisionTraceWriter.Write(json, trace);
        }

        json.WriteEndObject();
    }

    /// <summary>UTC, to 100 ns, with no more digits than it takes.</summary>
    public static string Moment(DateTimeOffset at)
    {
        Span<char> text = stackalloc char[40];
        at.UtcDateTime.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        return string.Concat(text[..(length - 1)].TrimEnd('0').TrimEnd('.'), "Z");
    }

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
            json.WriteFigure(Score, score);
            json.WriteString("tier"u8, ComplexityTiers.NameOf(tier));
            json.WriteEndObject();
        }

        json.WriteFigure(InputTokens, classification.InputTokens);
        json.WriteFigure(OutputTokens, classification.OutputTokens);
        json.WriteString("source"u8, NameOf(classification.Source));
        if (classification.OutOfDistribution)
        {
            json.WriteBoolean("outOfDistribution"u8, true);
        }

        json.WriteEndObject();
    }

    private static void WriteSplit(Utf8JsonWriter json, SplitChoice split)
    {
        json.WriteStartObject("split"u8);
        json.WriteString("key"u8, split.Key);
        json.WriteString("arm"u8, split.Arm);
        json.WriteString("drawn"u8, split.Drawn);
        json.WriteEndObject();
    }
}
