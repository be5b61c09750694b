using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The combined effects of rules that match together: the same for every request with these matches, so computed once.</summary>
internal sealed class CombinedRules
{
    private readonly int[] entries;
    private ImmutableArray<string> reasons;
    private volatile Waived? waived;

    private CombinedRules(int[] entries, ImmutableArray<(CompiledRule Rule, Truth Truth)> protecting)
    {
        this.entries = entries;
        Protecting = protecting;
        Preferred = Declared(Enforcement.Preferred);
        Constraints = new RuleConstraints(Required(static (_, _) => true), Preferred);
        Advisory = Declared(Enforcement.Advisory);
        Obligations = ObligationSet.Combine(
            protecting.SelectMany(
                one => one.Rule.Rule.Obligations.Select(clause => (one.Rule.QualifiedId, clause.Definition, clause.Value))));
        Denying = [.. protecting.Select(one => one.Rule).Where(rule => rule.Rule.Denies)];
    }

    /// <summary>Rules that match and constrain, oblige or deny, in the order of the policy's rules; defaults included.</summary>
    public ImmutableArray<(CompiledRule Rule, Truth Truth)> Protecting { get; }

    public RuleConstraints Constraints { get; }

    /// <summary>In declared order: inherited constraints first, then in file order.</summary>
    public ImmutableArray<SetConstraint> Preferred { get; }

    public ImmutableArray<SetConstraint> Advisory { get; }

    public ObligationSet Obligations { get; }

    public ImmutableArray<CompiledRule> Denying { get; }

    /// <summary>One sentence per rule, except defaults.</summary>
    public ImmutableArray<string> Reasons => reasons.IsDefault ? reasons = RuleReasons.Of(Protecting) : reasons;

    public static CombinedRules Of(CompiledPolicy policy, ReadOnlySpan<int> entries)
    {
        var protecting = ImmutableArray.CreateBuilder<(CompiledRule, Truth)>(entries.Length);
        foreach (var entry in entries)
        {
            protecting.Add((policy.Rules[Matches.RuleOf(entry)], Matches.TruthOf(entry)));
        }

        return new CombinedRules(entries.ToArray(), protecting.ToImmutable());
    }

    public bool IsOf(ReadOnlySpan<int> others) => others.SequenceEqual(entries);

    /// <summary>The constraints that waivers do not lift, and the waivers that lifted one.</summary>
    public (RuleConstraints Left, ImmutableArray<Waiver> Lifted) Without(ImmutableArray<Waiver> waivers)
    {
        if (waivers.IsEmpty)
        {
            return (Constraints, []);
        }

        var known = waived;
        if (known is null || !known.Waivers.AsSpan().SequenceEqual(waivers.AsSpan(), ReferenceEqualityComparer.Instance))
        {
            var lifted = new HashSet<Waiver>(ReferenceEqualityComparer.Instance);
            var left = new RuleConstraints(Required((rule, clause) => !IsLifted(rule, clause, waivers, lifted)), Preferred);
            known = new Waived(waivers, left, [.. waivers.Where(lifted.Contains)]);
            waived = known;
        }

        return (known.Left, known.Lifted);
    }

    private static bool IsLifted(CompiledRule rule, ConstraintClause clause, ImmutableArray<Waiver> waivers, HashSet<Waiver> lifted)
    {
        if (!clause.IsWaivable)
        {
            return false;
        }

        var lifting = waivers.Where(waiver => waiver.Rule == rule.QualifiedId && waiver.Covers(clause.Definition)).ToList();
        lifted.UnionWith(lifting);
        return lifting.Count > 0;
    }

    private ConstraintSet Required(Func<CompiledRule, ConstraintClause, bool> applies) =>
        RuleConstraints.Combine(Protecting.SelectMany(one => one.Rule.Rule.Constraints
        .Where(clause => clause.Enforcement == Enforcement.Required && applies(one.Rule, clause))
        .Select(clause => new SetConstraint(one.Rule.QualifiedId, clause.Definition, clause.Value))));

    private ImmutableArray<SetConstraint> Declared(Enforcement level) =>
    [
        .. Protecting.Select(one => one.Rule).OrderByDescending(rule => rule.LayerIndex).SelectMany(rule => rule.Rule.Constraints
            .Where(clause => clause.Enforcement == level)
            .OrderBy(clause => clause.Span.Start)
            .Select(clause => new SetConstraint(rule.QualifiedId, clause.Definition, clause.Value))),
    ];

    /// <summary>Result for the waivers of the previous request: they rarely differ between requests.</summary>
    private sealed record Waived(ImmutableArray<Waiver> Waivers, RuleConstraints Left, ImmutableArray<Waiver> Lifted);
}
