using System.Collections.Immutable;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>Asks both executors the same, and tells where they differ: nowhere, or there is a defect.</summary>
public static class ReferenceCheck
{
    /// <summary>The first call for a policy registers its rules with RulesEngine, about a millisecond a rule.</summary>
    public static ImmutableArray<Disagreement> Compare(CompiledPolicy policy, RequestFacts facts)
    {
        var (index, reference) = (new Matches(), new Matches());
        policy.Index.Match(facts, index);
        policy.Reference.Match(facts, reference);
        return
        [
            .. Enumerable.Range(0, policy.Rules.Length)
                .Where(rule => index.TruthOfRule(rule) != reference.TruthOfRule(rule))
                .Select(rule => new Disagreement(policy.Rules[rule].QualifiedId, index.TruthOfRule(rule), reference.TruthOfRule(rule))),
        ];
    }
}

/// <summary>A rule about whose condition the executors differ.</summary>
/// <param name="Rule">Qualified.</param>
public sealed record Disagreement(string Rule, Truth Index, Truth Reference)
{
    public override string ToString() => $"{Rule} is {Index.ToString().ToLowerInvariant()} by the index and {Reference.ToString().ToLowerInvariant()} by RulesEngine";
}
