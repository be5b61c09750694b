using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Indexing;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>What the rules that matched say, with what the request itself demands (semantics 1 to 4).</summary>
/// <param name="Rules">What they constrain, oblige and deny.</param>
/// <param name="Constraints">The required ones, theirs and the request's.</param>
/// <param name="Selecting">The rule whose selection holds.</param>
internal sealed record MatchedRules(CombinedRules Rules, ConstraintSet Constraints, CompiledRule Selecting)
{
    /// <summary>In declared order: what is inherited first, then as rules and their lines stand in the file.</summary>
    public ImmutableArray<SetConstraint> Preferred => Rules.Preferred;

    public ImmutableArray<SetConstraint> Advisory => Rules.Advisory;

    /// <summary>Those that lifted something, in declared order.</summary>
    public ImmutableArray<Waiver> Waivers { get; private init; } = [];

    /// <param name="waivers">Those that hold for this request today.</param>
    public static MatchedRules Of(
        CompiledPolicy policy,
        Matches matches,
        IEnumerable<(string, ConstraintDefinition, ConstraintValue)> demandsOfTheRequest,
        ImmutableArray<Waiver> waivers)
    {
        var rules = policy.Combined.Of(matches);
        var selecting = policy.Rules[Selected(policy, matches)];
        if (waivers.IsEmpty)
        {
            return new MatchedRules(rules, rules.Constraints.With(demandsOfTheRequest), selecting);
        }

        var (left, lifted) = rules.Without(waivers);
        return new MatchedRules(rules, left.With(demandsOfTheRequest), selecting) { Waivers = lifted };
    }

    /// <summary>The required constraints together with the first of the preferred ones.</summary>
    public ConstraintSet With(int preferred) =>
        preferred == 0 ? Constraints : Constraints.With(Preferred.Take(preferred).Select(one => (one.RuleId, one.Definition, one.Value)));

    public static ConstraintSet Combine(IEnumerable<SetConstraint> constraints) =>
        ConstraintSet.Combine(constraints.Select(one => (one.RuleId, one.Definition, one.Value)));

    private static int Selected(CompiledPolicy policy, Matches matches)
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

        return selected;
    }
}

/// <summary>A constraint as one rule, or the request, sets it.</summary>
internal sealed record SetConstraint(string RuleId, ConstraintDefinition Definition, ConstraintValue Value);
