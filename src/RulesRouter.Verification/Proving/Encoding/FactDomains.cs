using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>Domains of the fixed facts, and the dependencies between them.</summary>
internal static class FactDomains
{
    private const long MaxExact = 1L << 53;

    /// <summary>Domains of clock facts by part.</summary>
    private static readonly Dictionary<string, NumberDomain> OfClock = new(StringComparer.Ordinal)
    {
        ["hour"] = NumberDomain.Whole(0, 23),
        ["minute"] = NumberDomain.Whole(0, 59),
        ["date"] = NumberDomain.Whole(10101, 99991231),
        ["month"] = NumberDomain.Whole(1, 12),
        ["day"] = NumberDomain.Whole(1, 31),
    };

    /// <summary>Attributes and unclamped results of a classifier may be any number.</summary>
    public static NumberDomain Of(FactDefinition fact) =>
        fact.IsClock
            ? OfClock.GetValueOrDefault(fact.Name.Split('.')[^1], NumberDomain.Any)
            : fact.IsAttribute
            ? NumberDomain.Any
            : fact.Name switch
            {
                "complexity.score" => NumberDomain.Score,
                "inputTokens" or "outputTokens" => NumberDomain.Whole(0, MaxExact),
                "cachedInputTokens" or "attempts.count" => NumberDomain.Whole(0),
                "prompt.characters" or "turns" or "conversationTokens" or "toolFailures" or "filesTouched" => NumberDomain.Whole(0),
                "attempts.turns" or "attempts.testsPassed" or "attempts.testsFailed" or "attempts.toolErrors" => NumberDomain.Whole(0),
                "maxOutputTokens" or "messageCount" => NumberDomain.Whole(1),
                "deadlineMs" => NumberDomain.Between(1, double.MaxValue),
                "maxCostUsd" or "attempts.costUsd" => NumberDomain.Between(0, double.MaxValue),
                _ => NumberDomain.Any,
            };

    /// <summary>Adds clauses for what the construction of facts guarantees.</summary>
    public static void Relate(Circuit circuit, Func<FactSlot, FactVariable> fact)
    {
        FactSlot[] always =
        [
            FixedFacts.NeedsTools,
            FixedFacts.NeedsVision,
            FixedFacts.NeedsStructuredOutput,
            FixedFacts.NeedsReasoning,
            FixedFacts.AttemptCount,
        ];
        foreach (var slot in always)
        {
            circuit.Require(fact(slot).Known);
        }

        Same(circuit, fact(FixedFacts.LastFailure).Known, -fact(FixedFacts.AttemptCount).Number!.AtMost(0));
        foreach (var measure in FixedFacts.OfLastAttempt)
        {
            circuit.Require(-fact(measure).Known, fact(FixedFacts.LastFailure).Known);
        }

        RelateText(circuit, fact);
        RelateConversation(circuit, fact);
        RelateTier(circuit, fact(FixedFacts.ComplexityScore), fact(FixedFacts.ComplexityTier));
    }

    /// <summary>
    /// Without a prompt nothing is classified: the score is unknown, and the task is the caller's, or `other` without confidence.
    /// </summary>
    private static void RelateText(Circuit circuit, Func<FactSlot, FactVariable> fact)
    {
        var text = fact(FixedFacts.PromptCharacters).Known;
        Same(circuit, fact(FixedFacts.MessageCount).Known, text);
        circuit.Require(-fact(FixedFacts.PromptHasCode).Known, text);
        circuit.Require(-fact(FixedFacts.ComplexityScore).Known, text);
        var confidence = fact(FixedFacts.TaskConfidence);
        var task = fact(FixedFacts.Task);
        circuit.Require(task.Known);
        circuit.Require(text, confidence.Known);
        circuit.Require(
            text,
            confidence.Number!.Compare(NumberRelation.Equal, 1),
            circuit.And(
                task.Text!.Equal(EnumNames<TaskKind>.NameOf(TaskKind.Other)),
                confidence.Number.Compare(NumberRelation.Equal, 0)));
    }

    /// <summary>A conversation has all of its facts but the outcome of tests, which may not be recognised; a prompt has none.</summary>
    private static void RelateConversation(Circuit circuit, Func<FactSlot, FactVariable> fact)
    {
        var step = fact(FixedFacts.Step).Known;
        circuit.Require(-step, fact(FixedFacts.PromptCharacters).Known);
        circuit.Require(-fact(FixedFacts.LastTest).Known, step);
        foreach (var slot in FixedFacts.OfConversation)
        {
            Same(circuit, fact(slot).Known, step);
        }
    }

    private static void RelateTier(Circuit circuit, FactVariable score, FactVariable tier)
    {
        Same(circuit, score.Known, tier.Known);
        var domain = score.Number!.Domain;
        var before = domain.First - 1;
        for (var index = domain.First; index <= domain.Last; index++)
        {
            var name = EnumNames<ComplexityTier>.NameOf(ComplexityTiers.Of(domain[index]));
            if (index == domain.Last || EnumNames<ComplexityTier>.NameOf(ComplexityTiers.Of(domain[index + 1])) != name)
            {
                var within = circuit.And(score.Number.AtMost(index), -score.Number.AtMost(before));
                circuit.Require(-within, tier.Text!.Equal(name));
                before = index;
            }
        }
    }

    private static void Same(Circuit circuit, int left, int right)
    {
        circuit.Require(-left, right);
        circuit.Require(left, -right);
    }
}
