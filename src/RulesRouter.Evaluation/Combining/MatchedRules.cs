using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>What the rules that matched say together (semantics 1 to 4).</summary>
/// <param name="Constraints">The required ones.</param>
/// <param name="Selecting">The rule whose selection holds.</param>
internal sealed record MatchedRules(
    ConstraintSet Constraints,
    ObligationSet Obligations,
    ImmutableArray<CompiledRule> Denying,
    CompiledRule Selecting,
    ImmutableArray<Truth> Truths)
{
    private ImmutableArray<SetConstraint> required = [];

    /// <summary>In declared order: what is inherited first, then as rules and their lines stand in the file.</summary>
    public ImmutableArray<SetConstraint> Preferred { get; private init; } = [];

    public ImmutableArray<SetConstraint> Advisory { get; private init; } = [];

    /// <summary>Those that lifted something, in declared order.</summary>
    public ImmutableArray<Waiver> Waivers { get; private init; } = [];

    /// <param name="waivers">Those that hold for this request today.</param>
    public static MatchedRules Of(
        CompiledPolicy policy,
        ImmutableArray<Truth> truths,
        IEnumerable<(string, ConstraintDefinition, ConstraintValue)> demandsOfTheRequest,
        ImmutableArray<Waiver> waivers)
    {
        var rules = policy.Rules;
        var protecting = Enumerable.Range(0, rules.Length).Where(index => truths[index] != Truth.False).Select(index => rules[index]).ToList();
        var lifted = new HashSet<Waiver>(ReferenceEqualityComparer.Instance);
        var required = protecting.SelectMany(rule => rule.Rule.Constraints
                .Where(clause => clause.Enforcement == Enforcement.Required && !IsLifted(rule, clause, waivers, lifted))
                .Select(clause => new SetConstraint(rule.QualifiedId, clause.Definition, clause.Value)))
            .Concat(demandsOfTheRequest.Select(demand => new SetConstraint(demand.Item1, demand.Item2, demand.Item3)))
            .ToImmutableArray();
        var matched = new MatchedRules(
            Combine(required),
            ObligationSet.Combine(protecting.SelectMany(rule => rule.Rule.Obligations.Select(clause => (rule.QualifiedId, clause.Definition, clause.Value)))),
            [.. protecting.Where(rule => rule.Rule.Denies)],
            policy.InSelectionOrder.Where(index => truths[index] == Truth.True).Select(index => rules[index]).First(),
            truths)
        { Waivers = [.. waivers.Where(lifted.Contains)] };
        return policy.HasLevels
            ? matched with { required = required, Preferred = Declared(protecting, Enforcement.Preferred), Advisory = Declared(protecting, Enforcement.Advisory) }
            : matched;
    }

    /// <summary>The required constraints together with the first of the preferred ones.</summary>
    public ConstraintSet With(int preferred) => preferred == 0 ? Constraints : Combine(required.Concat(Preferred.Take(preferred)));

    public static ConstraintSet Combine(IEnumerable<SetConstraint> constraints) =>
        ConstraintSet.Combine(constraints.Select(one => (one.RuleId, one.Definition, one.Value)));

    private static bool IsLifted(CompiledRule rule, ConstraintClause clause, ImmutableArray<Waiver> waivers, HashSet<Waiver> lifted)
    {
        if (!clause.IsWaivable || waivers.IsEmpty)
        {
            return false;
        }

        var lifting = waivers.Where(waiver => waiver.Rule == rule.QualifiedId && waiver.Covers(clause.Definition)).ToList();
        lifted.UnionWith(lifting);
        return lifting.Count > 0;
    }

    private static ImmutableArray<SetConstraint> Declared(IEnumerable<CompiledRule> rules, Enforcement level) =>
    [
        .. rules.OrderByDescending(rule => rule.LayerIndex).SelectMany(rule => rule.Rule.Constraints
            .Where(clause => clause.Enforcement == level)
            .OrderBy(clause => clause.Span.Start)
            .Select(clause => new SetConstraint(rule.QualifiedId, clause.Definition, clause.Value))),
    ];
}

/// <summary>A constraint as one rule, or the request, sets it.</summary>
internal sealed record SetConstraint(string RuleId, ConstraintDefinition Definition, ConstraintValue Value);
