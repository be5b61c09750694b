using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The combined effects of the matched rules and the request's own constraints (semantics 1 to 4).</summary>
/// <param name="Rules">Their constraints, obligations and denials.</param>
/// <param name="Unwaived">Their constraints, without waived ones.</param>
/// <param name="Requested">The request's own constraints.</param>
/// <param name="Selecting">The rule that selects.</param>
internal sealed record MatchedRules(
    CombinedRules Rules,
    RuleConstraints Unwaived,
    ImmutableArray<CombinedConstraint> Requested,
    CompiledRule Selecting)
{
    /// <summary>Required constraints of rules and request.</summary>
    public ConstraintSet Constraints { get; } = Unwaived.With(0).With(Requested);

    /// <summary>In declared order: inherited constraints first, then in file order.</summary>
    public ImmutableArray<SetConstraint> Preferred => Rules.Preferred;

    public ImmutableArray<SetConstraint> Advisory => Rules.Advisory;

    /// <summary>The waivers that lifted a constraint, in declared order.</summary>
    public ImmutableArray<Waiver> Waivers { get; private init; } = [];

    /// <param name="waivers">The waivers that apply to this request.</param>
    public static MatchedRules Of(
        CompiledPolicy policy,
        RequestFacts facts,
        Matches matches,
        ImmutableArray<CombinedConstraint> requested,
        ImmutableArray<Waiver> waivers)
    {
        var rules = policy.Combined.Of(matches);
        var (unwaived, lifted) = rules.Without(waivers);
        return new MatchedRules(rules, unwaived, requested, policy.Rules[Selected(policy, facts, matches)]) { Waivers = lifted };
    }

    public static ConstraintSet Combine(IEnumerable<SetConstraint> constraints) =>
        ConstraintSet.Combine(constraints.Select(one => (one.RuleId, one.Definition, one.Value)));

    /// <summary>The rule that selects.</summary>
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

        foreach (var deferred in policy.DeferredSelections)
        {
            if (deferred.Place >= best)
            {
                break;
            }

            if (deferred.Condition(facts) == Truth.True)
            {
                return deferred.Rule;
            }
        }

        return selected;
    }
}
