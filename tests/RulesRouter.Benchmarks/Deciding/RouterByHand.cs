using RulesRouter.Benchmarks.Matching;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>
/// A router for this workload as a good engineer writes it by hand: compiled ifs for the rules, variables for the constraints, then one
/// pass over arrays that keeps the best three endpoints. It has no unknown values, reasons, evidence or budget, only the constraints of the
/// workload, and allocates nothing but its result.
/// </summary>
internal sealed class RouterByHand
{
    private const int Length = 3;

    private readonly IfChain chain;
    private readonly RuleByHand[] rules;
    private readonly EndpointsByHand endpoints;

    /// <param name="at">The time of all decisions: prices and evidence are read once.</param>
    public RouterByHand(CompiledPolicySet set, CompiledPolicy policy, DateTimeOffset at)
    {
        chain = new IfChain(policy.Schema, [.. policy.Rules.Select(rule => rule.Condition)]);
        rules = [.. policy.Rules.Select(rule => RuleByHand.Of(rule.Rule))];
        endpoints = new EndpointsByHand(set.Catalog, at);
    }

    /// <returns>The chosen endpoint and its fallbacks.</returns>
    public Endpoint[] Decide(ChainFacts facts, double outputTokens)
    {
        var wanted = RuleByHand.None;
        var (byLatency, best) = (false, int.MinValue);
        foreach (var index in chain.Matches[..chain.Match(facts)])
        {
            ref var rule = ref rules[index];
            wanted = wanted.With(rule);
            if (rule.Selects && rule.Priority > best)
            {
                (byLatency, best) = (rule.ByLatency, rule.Priority);
            }
        }

        return endpoints.Best(wanted, byLatency, facts.InputTokens, outputTokens, Length);
    }
}
