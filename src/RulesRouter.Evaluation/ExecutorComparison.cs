using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation;

/// <summary>Compares the results of the index and RulesEngine for the same facts. Any difference is an internal error.</summary>
internal static class ExecutorComparison
{
    /// <summary>The first call for a policy registers its rules with RulesEngine, about one millisecond per rule.</summary>
    public static ImmutableArray<Disagreement> Compare(CompiledPolicy policy, RequestFacts facts) =>
        Compare(policy.Rules, policy.FaultyIndex ?? policy.Index, policy.Reference, facts);

    internal static ImmutableArray<Disagreement> Compare(
        ImmutableArray<CompiledRule> rules,
        IRuleMatcher index,
        IRuleMatcher reference,
        RequestFacts facts)
    {
        var (fast, slow) = (new Matches(), new Matches());
        index.Match(facts, fast);
        reference.Match(facts, slow);
        return
        [
            .. Enumerable.Range(0, rules.Length)
                .Where(rule => fast.TruthOfRule(rule) != slow.TruthOfRule(rule))
                .Select(rule => new Disagreement(rules[rule].QualifiedId, fast.TruthOfRule(rule), slow.TruthOfRule(rule),
                    FactsOf(rules[rule].Condition, facts))),
        ];
    }

    private static string FactsOf(Condition condition, RequestFacts facts)
    {
        var read = ConditionFacts.Of(condition)
            .Distinct()
            .Select(slot => (facts.Schema[slot].Name, Value: facts[slot].ToString(facts.Schema[slot].Type)));
        return string.Join(", ", read.Select(fact => $"{fact.Name}: {fact.Value}"));
    }
}
