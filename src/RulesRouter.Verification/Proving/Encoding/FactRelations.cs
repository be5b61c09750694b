using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>Dependencies between the facts of every request.</summary>
internal static class FactRelations
{
    /// <summary>Adds clauses for what the construction of facts guarantees.</summary>
    public static void Require(Circuit circuit, Func<FactSlot, FactVariable> fact)
    {
        foreach (var one in FixedFacts.All)
        {
            Require(circuit, fact, one);
        }

        Same(circuit, fact(FixedFacts.LastFailure).Known, -fact(FixedFacts.AttemptCount).Number!.AtMost(0));
        RelateTask(circuit, fact);
        RelateKind(circuit, fact);
        RelateTier(circuit, fact(FixedFacts.ComplexityScore), fact(FixedFacts.ComplexityTier));
    }

    private static void Require(Circuit circuit, Func<FactSlot, FactVariable> fact, FixedFact one)
    {
        var known = fact(one).Known;
        if (one.IsAlwaysKnown)
        {
            circuit.Require(known);
        }

        if (one.KnownWith?.Invoke() is { } same)
        {
            Same(circuit, known, fact(same).Known);
        }

        if (one.KnownOnlyWith?.Invoke() is { } needed)
        {
            circuit.Require(-known, fact(needed).Known);
        }
    }

    /// <summary>Without a prompt nothing is classified: the task is the caller's, or `other` without confidence.</summary>
    private static void RelateTask(Circuit circuit, Func<FactSlot, FactVariable> fact)
    {
        var text = fact(FixedFacts.PromptCharacters).Known;
        var confidence = fact(FixedFacts.TaskConfidence);
        circuit.Require(text, confidence.Known);
        circuit.Require(
            text,
            confidence.Number!.Compare(NumberRelation.Equal, 1),
            circuit.And(
                fact(FixedFacts.Task).Text!.Equal(EnumNames<TaskKind>.NameOf(TaskKind.Other)),
                confidence.Number.Compare(NumberRelation.Equal, 0)));
    }

    /// <summary>A kind refines its task.</summary>
    private static void RelateKind(Circuit circuit, Func<FactSlot, FactVariable> fact)
    {
        var (kind, task) = (fact(FixedFacts.Kind).Text!, fact(FixedFacts.Task).Text!);
        foreach (var one in Enum.GetValues<RequestKind>())
        {
            if (RequestKinds.TaskOf(one) is { } refined)
            {
                circuit.Require(-kind.Equal(EnumNames<RequestKind>.NameOf(one)), task.Equal(EnumNames<TaskKind>.NameOf(refined)));
            }
        }
    }

    private static void RelateTier(Circuit circuit, FactVariable score, FactVariable tier)
    {
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
