using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>Writes a decision as the response of <c>POST /v1/decisions</c>. The same decision gives the same bytes.</summary>
internal static class DecisionWriter
{
    /// <param name="decisionId">Omitted if empty.</param>
    /// <param name="isSimulated">The request set its own time.</param>
    /// <param name="commit">Of the policies; null if they are not from git.</param>
    public static void Write(CompactJson json, Decision decision, string decisionId, bool isSimulated = false, string? commit = null)
    {
        var routed = decision as Routed;
        json.StartObject();
        if (decisionId.Length > 0)
        {
            json.String("decisionId"u8, decisionId);
        }

        json.String("outcome"u8, OutcomeOf(decision));
        json.String("policy"u8, decision.Policy);
        json.String("revision"u8, decision.Revision);
        if (commit is not null)
        {
            json.String("commit"u8, commit);
        }

        json.String("stateDigest"u8, decision.StateDigest);
        json.Timestamp("at"u8, decision.At);
        if (isSimulated)
        {
            json.Boolean("simulated"u8, true);
        }

        json.String("evidence"u8, EnumNames<EvidenceKind>.NameOf(routed?.Evidence ?? EvidenceKind.Verified));
        WriteClassification(json, decision.Classification);
        HopWriter.Write(json, decision.Chain);
        if (routed?.Split is { } split)
        {
            WriteSplit(json, split);
        }

        if (routed?.Shadow is { } shadow)
        {
            HopWriter.Write(json, shadow);
        }

        CombinedWriter.WriteConstraints(json, "constraints"u8, decision.Constraints);
        ConstraintFindingsWriter.Write(json, decision, routed);
        CombinedWriter.WriteObligations(json, decision.Obligations);
        BudgetWriter.Write(json, decision.Budgets);
        if (decision is Denied denied)
        {
            DenialWriter.Write(json, denied);
        }

        json.Figure("expectedTotalCostUsd"u8, routed?.Expectation?.TotalUsd);
        if (routed?.Expectation is { } expectation)
        {
            ExpectationWriter.Write(json, expectation);
        }

        json.Strings("reasons"u8, decision.Explanation.Reasons);
        if (decision.Explanation.Trace is { } trace)
        {
            DecisionTraceWriter.Write(json, trace);
        }

        json.EndObject();
    }

    public static string OutcomeOf(Decision decision) => decision switch
    {
        Routed => "routed",
        Denied => "denied",
        _ => throw new UnreachableException($"{decision}"),
    };

    private static void WriteClassification(CompactJson json, ReportedClassification classification)
    {
        json.StartObject("classification"u8);
        if (classification.Task is { } task)
        {
            json.String("task"u8, EnumNames<TaskKind>.NameOf(task));
            json.String("taskSource"u8, EnumNames<TaskSource>.NameOf(classification.TaskSource));
        }

        if (classification.Kind is { } kind)
        {
            json.String("kind"u8, EnumNames<RequestKind>.NameOf(kind));
        }

        if (classification.Intent is { } intent)
        {
            json.String("intent"u8, intent);
        }

        if (classification is { Difficulty: { } score, Tier: { } tier })
        {
            json.StartObject("complexity"u8);
            json.Figure("score"u8, score);
            json.String("tier"u8, EnumNames<ComplexityTier>.NameOf(tier));
            json.EndObject();
        }

        if (classification.DifficultyGroup is { } group)
        {
            json.String("difficultyGroup"u8, group);
        }

        json.Figure("inputTokens"u8, classification.InputTokens);
        json.Figure("outputTokens"u8, classification.OutputTokens);
        json.String("source"u8, EnumNames<ClassificationSource>.NameOf(classification.Source));
        json.Figure("message"u8, classification.Message);
        if (classification.OutOfDistribution)
        {
            json.Boolean("outOfDistribution"u8, true);
        }

        json.EndObject();
    }

    private static void WriteSplit(CompactJson json, SplitChoice split)
    {
        json.StartObject("split"u8);
        json.String("key"u8, split.Key);
        json.String("arm"u8, split.Arm);
        json.String("drawn"u8, split.Drawn);
        json.EndObject();
    }
}
