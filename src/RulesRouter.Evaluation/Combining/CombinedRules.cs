using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The combined effects of rules that match together: the same for every request with these matches, so computed once.</summary>
internal sealed class CombinedRules
{
    private readonly int[] entries;
    private readonly CompiledPolicy policy;
    private ImmutableArray<string> reasons;
    private volatile Waived? waived;

    private CombinedRules(CompiledPolicy policy, int[] entries, ImmutableArray<(CompiledRule Rule, Truth Truth)> protecting)
    {
        this.policy = policy;
        this.entries = entries;
        Protecting = protecting;
        Preferred = Declared(Enforcement.Preferred);
        Constraints = new RuleConstraints(Required(static (_, _) => true), Preferred);
        Advisory = Declared(Enforcement.Advisory);
        Obligations = Obliged();
        Denying = Denied();
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
    public ImmutableArray<string> Reasons => reasons.IsDefault ? reasons = Explained() : reasons;

    public static CombinedRules Of(CompiledPolicy policy, ReadOnlySpan<int> entries)
    {
        var protecting = ImmutableArray.CreateBuilder<(CompiledRule, Truth)>(entries.Length);
        foreach (var entry in entries)
        {
            protecting.Add((policy.Rules[Matches.RuleOf(entry)], Matches.TruthOf(entry)));
        }

        return new CombinedRules(policy, entries.ToArray(), protecting.ToImmutable());
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

    private ConstraintSet Required(Func<CompiledRule, ConstraintClause, bool> applies)
    {
        var clauses = new List<(string, ConstraintDefinition, ConstraintValue)>(Protecting.Length);
        foreach (var (rule, _) in Protecting)
        {
            foreach (var clause in rule.Rule.Constraints)
            {
                if (clause.Enforcement == Enforcement.Required && applies(rule, clause))
                {
                    clauses.Add((rule.QualifiedId, clause.Definition, clause.Value));
                }
            }
        }

        return ConstraintSet.Combine(clauses);
    }

    private ImmutableArray<SetConstraint> Declared(Enforcement level) => !Has(level)
        ? []
        :
        [
            .. Protecting.Select(one => one.Rule).OrderByDescending(rule => rule.LayerIndex).SelectMany(rule => rule.Rule.Constraints
                .Where(clause => clause.Enforcement == level)
                .OrderBy(clause => clause.Span.Start)
                .Select(clause => new SetConstraint(rule.QualifiedId, clause.Definition, clause.Value))),
        ];

    private bool Has(Enforcement level)
    {
        foreach (var (rule, _) in Protecting)
        {
            foreach (var clause in rule.Rule.Constraints)
            {
                if (clause.Enforcement == level)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private ObligationSet Obliged()
    {
        var clauses = new List<(string, ObligationDefinition, ConstraintValue)>();
        foreach (var (rule, _) in Protecting)
        {
            foreach (var clause in rule.Rule.Obligations)
            {
                clauses.Add((rule.QualifiedId, clause.Definition, clause.Value));
            }
        }

        return clauses.Count == 0 ? ObligationSet.Empty : ObligationSet.Combine(clauses);
    }

    private ImmutableArray<CompiledRule> Denied()
    {
        var denying = ImmutableArray.CreateBuilder<CompiledRule>();
        foreach (var (rule, _) in Protecting)
        {
            if (rule.Rule.Denies)
            {
                denying.Add(rule);
            }
        }

        return denying.DrainToImmutable();
    }

    private ImmutableArray<string> Explained()
    {
        var sentences = ImmutableArray.CreateBuilder<string>(entries.Length);
        foreach (var entry in entries)
        {
            if (!policy.Rules[Matches.RuleOf(entry)].Rule.IsDefault)
            {
                sentences.Add(policy.ProtectionReasonOf(Matches.RuleOf(entry), Matches.TruthOf(entry)));
            }
        }

        return sentences.DrainToImmutable();
    }

    /// <summary>Result for the waivers of the previous request: they rarely differ between requests.</summary>
    private sealed record Waived(ImmutableArray<Waiver> Waivers, RuleConstraints Left, ImmutableArray<Waiver> Lifted);
}
