using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>What preferred and advisory constraints do, on drawn policies whose constraints are of drawn levels.</summary>
public sealed class EnforcementProperties
{
    private const int Draws = 15;

    private static Gen<ImmutableArray<Enforcement>> Levels =>
        Gen.Elements(Enforcement.Preferred, Enforcement.Preferred, Enforcement.Required, Enforcement.Advisory)
            .ArrayOf(10)
            .Select(levels => levels.ToImmutableArray());

    [Property(MaxTest = Draws)]
    public Property Preferences_are_dropped_in_reverse_order_only_without_candidates() =>
        Prop.ForAll(GeneratedPolicies.Cases, Levels.ToArbitrary(), (drawn, levels) =>
    {
        var mixed = With(drawn, levels);
        var decision = DecisionProperties.Decide(mixed);
        var preferred = Matched(mixed, decision, Enforcement.Preferred);
        if (decision is Denied)
        {
            // Required constraints alone exclude all endpoints, and all preferences were dropped before that; or a rule denies.
            Assert.Equal(
                decision.Denial!.Code == DenialCode.NoCandidate ? preferred.Reverse() : [],
                decision.Dropped.Select(given => (given.From, given.Definition.Name, given.Value.ToString()!)));
            Assert.Equal(decision.Denial!.Code, DecisionProperties.Decide(Keep(mixed, decision, [])).Denial!.Code);
            return;
        }

        var kept = preferred[..^decision.Dropped.Length];
        Assert.Equal(
            preferred[kept.Length..].Reverse(),
            decision.Dropped.Select(given => (given.From, given.Definition.Name, given.Value.ToString()!)));

        // The hops that satisfy the kept preferences are those of the kept preferences as required constraints; with one more of them
        // there is no candidate.
        Assert.Equal(
            decision.Chain.Where(hop => hop.Dropped.IsEmpty).Select(hop => (string)hop.Endpoint.Id),
            Hops(DecisionProperties.Decide(Keep(mixed, decision, kept))));
        if (decision.Dropped.Length > 0)
        {
            Assert.Equal(
                DenialCode.NoCandidate,
                DecisionProperties.Decide(Keep(mixed, decision, preferred[..(kept.Length + 1)])).Denial?.Code);
        }
    });

    [Property(MaxTest = Draws)]
    public Property Advisory_constraints_are_reported_and_change_nothing() =>
        Prop.ForAll(GeneratedPolicies.Cases, Levels.ToArbitrary(), (drawn, levels) =>
    {
        var mixed = With(drawn, levels);
        var decision = DecisionProperties.Decide(mixed);
        var without = DecisionProperties.Decide(Map(mixed, (_, clause) => clause.Enforcement == Enforcement.Advisory ? null : clause));

        Assert.Equal(Hops(without), Hops(decision));
        Assert.Equal(Rows(without.Constraints), Rows(decision.Constraints));
        if (decision is Routed)
        {
            Assert.Equal(
                Matched(mixed, decision, Enforcement.Advisory),
                decision.Advisories.Select(finding => (finding.From, finding.Definition.Name, finding.Value.ToString()!)));
        }
    });

    [Property(MaxTest = Draws)]
    public Property A_child_cannot_lower_a_level_it_inherits() =>
        Prop.ForAll(GeneratedPolicies.Cases, GeneratedPolicies.Cases, Levels.ToArbitrary(), (drawn, other, levels) =>
    {
        var parent = drawn.Policies.Policies[0] with
        {
            Name = "base",
            IsAbstract = true,
            Rules = [.. drawn.Policies.Policies[0].Rules.Where(rule => rule.Selection is null)],
        };
        var own = With(other, levels).Policies.Policies[0];
        RoutingPolicy Child(IEnumerable<Rule> rules) =>
            own with { Extends = [new ParentReference("base", default)], Attributes = [], Rules = [.. rules] };
        var plain = drawn with { Policies = new PolicySet([parent, Child(own.Rules.Where(rule => rule.IsDefault))]) };
        var lowering = drawn with
        {
            Policies = new PolicySet(
                [parent, Child(own.Rules.Select(rule => rule.IsDefault ? rule : rule with { Id = "child-" + rule.Id }))]),
        };

        var loose = DecisionProperties.Decide(lowering).Constraints.Rows.ToDictionary(row => row.Definition.Name);
        Assert.All(DecisionProperties.Decide(plain).Constraints.Rows, row =>
            Assert.Equal(
                loose[row.Definition.Name].Value.ToString(),
                ConstraintValue.Combine(row.Definition, loose[row.Definition.Name].Value, row.Value).ToString()));
    });

    private static DrawnCase With(DrawnCase drawn, ImmutableArray<Enforcement> levels)
    {
        var next = 0;
        return Map(drawn, (_, clause) => clause with { Enforcement = levels[next++ % levels.Length] });
    }

    /// <summary>Of the preferred constraints that matched, some as required ones and the others gone.</summary>
    private static DrawnCase Keep(DrawnCase drawn, Decision decision, ImmutableArray<(string, string, string)> kept)
    {
        var left = kept.ToList();
        var matched = MatchedRules(decision);
        return Map(drawn, (rule, clause) => clause.Enforcement != Enforcement.Preferred || !matched.Contains($"p/{rule.Id}") ? clause
            : left.Remove(($"p/{rule.Id}", clause.Definition.Name, clause.Value.ToString()!))
                ? clause with { Enforcement = Enforcement.Required }
            : null);
    }

    private static DrawnCase Map(DrawnCase drawn, Func<Rule, ConstraintClause, ConstraintClause?> change)
    {
        var policy = drawn.Policies.Policies[0];
        return drawn with
        {
            Policies = new PolicySet(
                [
                    policy with
                    {
                        Rules = [
                            .. policy.Rules
                                .Select(
                                    rule =>
                                        rule with
                                        {
                                            Constraints = [
                                                .. rule.Constraints.Select(clause => change(rule, clause)).OfType<ConstraintClause>()],
                                        })],
                    }]),
        };
    }

    private static ImmutableArray<(string, string, string)> Matched(DrawnCase drawn, Decision decision, Enforcement level)
    {
        var matched = MatchedRules(decision);
        return
        [
            .. drawn.Policies.Policies[0].Rules.Where(rule => matched.Contains($"p/{rule.Id}"))
                .SelectMany(
                    rule =>
                        rule.Constraints.Where(clause => clause.Enforcement == level)
                            .Select(clause => ($"p/{rule.Id}", clause.Definition.Name, clause.Value.ToString()!))),
        ];
    }

    private static HashSet<string> MatchedRules(Decision decision) =>
        [.. decision.Explanation.Trace!.Rules.Where(rule => rule.Truth != Truth.False).Select(rule => rule.Id)];

    private static string[] Hops(Decision decision) => [.. decision.Chain.Select(hop => (string)hop.Endpoint.Id)];

    private static string[] Rows(ConstraintSet constraints) => [.. constraints.Rows.Select(row => $"{row.Definition.Name} {row.Value}")];
}
