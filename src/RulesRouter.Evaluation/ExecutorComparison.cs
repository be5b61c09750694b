using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>Compares the results of the index and RulesEngine for the same facts. Any difference is an internal error.</summary>
public static class ExecutorComparison
{
    /// <summary>The first call for a policy registers its rules with RulesEngine, about a millisecond a rule.</summary>
    public static ImmutableArray<Disagreement> Compare(CompiledPolicy policy, RequestFacts facts) =>
        Compare(policy.Rules, policy.Index, policy.Reference, facts);

    internal static ImmutableArray<Disagreement> Compare(ImmutableArray<CompiledRule> rules, IRuleMatcher index, IRuleMatcher reference, RequestFacts facts)
    {
        var (fast, slow) = (new Matches(), new Matches());
        index.Match(facts, fast);
        reference.Match(facts, slow);
        return
        [
            .. Enumerable.Range(0, rules.Length)
                .Where(rule => fast.TruthOfRule(rule) != slow.TruthOfRule(rule))
                .Select(rule => new Disagreement(rules[rule].QualifiedId, fast.TruthOfRule(rule), slow.TruthOfRule(rule))),
        ];
    }
}
