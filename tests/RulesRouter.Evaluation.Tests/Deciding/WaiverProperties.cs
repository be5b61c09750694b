using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

public sealed class WaiverProperties
{
    private const int Draws = 15;

    private static readonly DateOnly Today = DateOnly.FromDateTime(GeneratedPolicies.Now.UtcDateTime);

    [Property(MaxTest = Draws)]
    public Property A_waiver_that_expired_or_has_not_begun_or_is_for_others_changes_nothing() =>
        Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var waivable = Waivable(drawn, []);
        var before = DecisionProperties.Decide(waivable);
        Waiver[] idle =
        [
            .. All(waivable, "urgent or not urgent", null, Today.AddDays(-1)),
            .. All(waivable, "urgent or not urgent", Today.AddDays(1), Today.AddDays(9)),
            .. All(waivable, "team == \"none\"", null, Today),
        ];

        var after = DecisionProperties.Decide(Waivable(drawn, idle));

        Assert.Empty(after.Waivers);
        Assert.Equal(Shown(before), Shown(after));
    });

    [Property(MaxTest = Draws)]
    public Property A_waiver_in_force_lifts_its_constraint_and_no_other_and_is_named() =>
        Prop.ForAll(GeneratedPolicies.Cases, Gen.Choose(0, 9).ToArbitrary(), (drawn, which) =>
    {
        var waivable = Waivable(drawn, []);
        var all = All(waivable, "not (team == \"none\")", Today, Today).ToList();
        if (all.Count == 0)
        {
            return;
        }

        var waiver = all[which % all.Count];
        var rule = waivable.Policies.Policies[0].Rules.First(rule => $"p/{rule.Id}" == waiver.Rule);
        var without = Waivable(drawn, []) with
        {
            Policies = new PolicySet(
                [waivable.Policies.Policies[0] with { Rules = [.. waivable.Policies.Policies[0]
                    .Rules.Select(other => other == rule ? rule with {
                    Constraints = [.. rule.Constraints.Where(clause => !waiver.Covers(clause.Definition))] } : other)] }]),
        };
        var decision = DecisionProperties.Decide(Waivable(drawn, [waiver]));
        var scoped = drawn.Request.Attributes.ContainsKey("team");
        var matched = decision.Explanation.Trace!.Rules.First(trace => trace.Id == waiver.Rule).Truth != Truth.False;

        Assert.Equal(scoped && matched, decision.Waivers.Contains(waiver));
        Assert.Equal(Shown(DecisionProperties.Decide(scoped ? without : waivable)), Shown(decision));
    });

    [Fact]
    public void A_constraint_that_is_not_waivable_is_never_lifted()
    {
        var rule = new Rule(
            "r",
            0,
            EmbeddedSource.FromCode("has(team)"),
            [new ConstraintClause(ConstraintTable.Of<TrainsOnData>(), new ConstraintValue.Boolean(false), default)],
            [],
            false,
            null,
            "",
            false,
            default);
        var waiver = new Waiver("p", "w", "p/r", "trainsOnData", EmbeddedSource.FromCode("team == \"a\""), "x", "y", null, Today, default);
        var drawn = Case([rule], [waiver]);

        Assert.Single(DecisionProperties.Decide(drawn).Constraints.Rows, row => row.Definition == ConstraintTable.Of<TrainsOnData>());
        Assert.DoesNotContain(
            DecisionProperties.Decide(
                Case([rule with { Constraints = [rule.Constraints[0] with { IsWaivable = true }] }], [waiver])).Constraints.Rows,
            row => row.Definition == ConstraintTable.Of<TrainsOnData>());
    }

    [Theory]
    [InlineData("deadlineMs > 5", "error RR0431: `when` of a waiver reads attributes only, and `deadlineMs` is not an attribute")]
    [InlineData("1 > 0", "error RR0431: `when` of waiver `w` reads no attribute")]
    [InlineData("team == \"a\"", "warning RR0432: any caller can claim waiver `w`: callers set `team` themselves")]
    public void A_waiver_is_scoped_to_attributes_and_better_not_to_what_callers_say(string scope, string message)
    {
        var waiver = new Waiver("p", "w", "p/r", "trainsOnData", EmbeddedSource.FromCode(scope), "x", "y", null, Today, default);
        var drawn = Case([], [waiver]);

        Assert.Equal(message, Assert.Single(PolicyCompiler.Compile(drawn.Policies, drawn.Catalog, "", "").Diagnostics).ToString());
    }

    [Fact]
    public void Every_waiver_is_listed_with_who_approved_it_and_until_when()
    {
        Waiver Waiver(string id, DateOnly? from, DateOnly expires) => new(
            "p",
            id,
            "p/r",
            "trainsOnData",
            EmbeddedSource.FromCode("urgent"),
            "the CISO",
            "a pilot",
            from,
            expires,
            default);
        var diagnostics = new DiagnosticBag();

        WaiverList.Report(
            new PolicySet(
                [GeneratedPolicies.Policy([]) with { Waivers = [Waiver("a", null, Today), Waiver("b", Today.AddDays(1), Today.AddDays(2)),
                    Waiver("c", null, Today.AddDays(-1))] }]),
            Today,
            diagnostics);

        Assert.Equal(
            [
                "warning RR0433: waiver `p/c` of `trainsOnData` of `p/r`, approved by the CISO, expired on 2026-05-31 and has no effect",
                "info RR0434: waiver `p/a` of `trainsOnData` of `p/r`, approved by the CISO, is in force and expires after 2026-06-01: a pilot",
                "info RR0434: waiver `p/b` of `trainsOnData` of `p/r`, approved by the CISO, begins on 2026-06-02 and expires after 2026-06-03: a pilot",
            ],
            diagnostics.Sorted().Select(diagnostic => diagnostic.ToString()));
    }

    private static DrawnCase Case(IEnumerable<Rule> rules, ImmutableArray<Waiver> waivers) => new(
        new PolicySet([GeneratedPolicies.Policy(rules) with { Waivers = waivers }]),
        new Catalog.ModelCatalog([], [], []),
        new Requests.DecisionRequest
        {
            Policy = "p",
            Prompt = "x",
            Attributes = ImmutableSortedDictionary<string,
            Requests.AttributeValue>.Empty.Add("team", new Requests.AttributeValue.String("a")),
            Explain = true,
        },
        Requests.Classification.Unknown);

    private static DrawnCase Waivable(DrawnCase drawn, IEnumerable<Waiver> waivers)
    {
        var policy = drawn.Policies.Policies[0];
        return drawn with
        {
            Policies = new PolicySet([policy with
            {
                Rules =
                [
                    .. policy.Rules.Select(
                        rule => rule with { Constraints = [.. rule.Constraints.Select(clause => clause with { IsWaivable = true })] }),
                ],
                Waivers = [.. waivers],
            }]),
        };
    }

    private static IEnumerable<Waiver> All(DrawnCase drawn, string scope, DateOnly? begins, DateOnly expires) =>
        from rule in drawn.Policies.Policies[0].Rules
        from key in rule.Constraints.Select(clause => clause.Definition.Key).Distinct()
        select new Waiver(
            "p",
            $"w-{rule.Id}-{key}-{expires:MMdd}",
            $"p/{rule.Id}",
            key,
            EmbeddedSource.FromCode(scope),
            "x",
            "y",
            begins,
            expires,
            default);

    private static string Shown(Decision decision)
    {
        var hops = decision.Chain.Select(hop => (string)hop.Endpoint.Id);
        var rows = decision.Constraints.Rows.Select(row => $"{row.Definition.Name} {row.Value} {string.Join(',', row.From)}");
        return string.Join('\n', hops.Concat(rows).Append(decision.IsRouted ? "routed" : "denied"));
    }
}
