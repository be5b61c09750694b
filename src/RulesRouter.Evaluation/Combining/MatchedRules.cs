using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Indexing;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Combining;

/// <summary>What the rules that matched say, with what the request itself demands (semantics 1 to 4).</summary>
/// <param name="Rules">What they constrain, oblige and deny.</param>
/// <param name="Held">What they constrain, less what is waived.</param>
/// <param name="Demanded">The request's own constraints.</param>
/// <param name="Selecting">The rule whose selection holds.</param>
internal sealed record MatchedRules(CombinedRules Rules, RuleConstraints Held, ImmutableArray<CombinedConstraint> Demanded, CompiledRule Selecting)
{
    /// <summary>The required ones, the rules' and the request's.</summary>
    public ConstraintSet Constraints { get; } = Held.With(0).With(Demanded);

    /// <summary>In declared order: what is inherited first, then as rules and their lines stand in the file.</summary>
    public ImmutableArray<SetConstraint> Preferred => Rules.Preferred;

    public ImmutableArray<SetConstraint> Advisory => Rules.Advisory;

    /// <summary>Those that lifted something, in declared order.</summary>
    public ImmutableArray<Waiver> Waivers { get; private init; } = [];

    /// <param name="waivers">Those that hold for this request today.</param>
    public static MatchedRules Of(CompiledPolicy policy, RequestFacts facts, Matches matches, ImmutableArray<CombinedConstraint> demanded, ImmutableArray<Waiver> waivers)
    {
        var rules = policy.Combined.Of(matches);
        var (held, lifted) = rules.Without(waivers);
        return new MatchedRules(rules, held, demanded, policy.Rules[Selected(policy, facts, matches)]) { Waivers = lifted };
    }

    public static ConstraintSet Combine(IEnumerable<SetConstraint> constraints) =>
        ConstraintSet.Combine(constraints.Select(one => (one.RuleId, one.Definition, one.Value)));

    /// <summary>The rule whose selection holds.</summary>
    public static int Selected(CompiledPolicy policy, RequestFacts facts, Matches matches)
    {
        var (selected, best) = (-1, int.MaxValue);
        foreach (var entry in matches.Entries)
        {
            var rule = Matches.RuleOf(entry);
            if (Matches.TruthOf(entry) == Truth.True && policy.SelectionPlace[rule] < best)
            {
                (selected, best) = (rule, policy.SelectionPlace[rule]);
            }
        }

        foreach (var late in policy.LateSelections)
        {
            if (late.Place >= best)
            {
                break;
            }

            if (late.Condition(facts) == Truth.True)
            {
                return late.Rule;
            }
        }

        return selected;
    }
}
