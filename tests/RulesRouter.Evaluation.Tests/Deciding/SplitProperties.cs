using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Splits, shadows, sticky choices and scores by scripts, on drawn policies, catalogs and requests.</summary>
public sealed class SplitProperties
{
    private const int Draws = 15;

    private static readonly ImmutableArray<SplitArm> Arms = [Arm("stable", 95, "p0/*"), Arm("canary", 5, "p1/*", "p2/*")];

    [Property(MaxTest = Draws)]
    public Property Constraints_hold_on_every_arm_and_on_the_shadow() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var candidates = DecisionProperties.Decide(drawn).Explanation.Trace!.Ranking
            .Select(candidate => (string)candidate.Endpoint.Id)
            .ToHashSet();
        var decision = DecisionProperties.Decide(
            Selecting(
                drawn,
                selection =>
                    selection with
                    {
                        Split = new Split("team", Arms, default),
                        Shadow = new Shadow([new EndpointPreference("p2/*", default)], 100, null, default),
                    }));

        Assert.All(decision.Chain, hop => Assert.Contains((string)hop.Endpoint.Id, candidates));
        if (decision is Routed { Shadow: { } shadow })
        {
            Assert.Contains((string)shadow.Endpoint.Id, candidates);
            Assert.Equal("p2", shadow.Endpoint.Provider.Id);
            Assert.NotEqual(shadow.Endpoint.Id, decision.Chain[0].Endpoint.Id);
        }
    });

    [Property(MaxTest = 100)]
    public Property Drawn_arm_is_used_if_it_has_an_eligible_endpoint() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var candidates = DecisionProperties.Decide(drawn).Explanation.Trace!.Ranking
            .Select(candidate => candidate.Endpoint.Provider.Id)
            .ToHashSet();
        var decision = DecisionProperties.Decide(
            Selecting(drawn, selection => selection with { Split = new Split("team", Arms, default) }));
        if (decision is Denied)
        {
            return;
        }

        var of = decision.Chain[0].Endpoint.Provider.Id == "p0" ? "stable" : "canary";
        Assert.Equal(of, decision.Split!.Arm);
        var drawnArmIsEmpty = decision.Split.Drawn == "stable" ? !candidates.Contains("p0") : !candidates.Overlaps(["p1", "p2"]);
        Assert.Equal(drawnArmIsEmpty, decision.Split.Change == ArmChange.NoEligibleEndpoint);

        // A hop may leave the drawn arm for a provider that no attempt has tried.
        Assert.True(!drawn.Request.Attempts.IsEmpty || decision.Split.Change != ArmChange.SharedWithAttempts);
        Assert.Equal(decision.Split.Change != ArmChange.None, decision.Split.Arm != decision.Split.Drawn);

        // Who has no key belongs to the first arm.
        Assert.True(drawn.Request.Attributes.ContainsKey("team") || decision.Split.Drawn == "stable");
    });

    [Property(MaxTest = Draws)]
    public Property Sticky_selection_keeps_the_last_endpoint_while_it_is_eligible() => Prop.ForAll(GeneratedPolicies.Cases, Gen.Elements("p0/m0", "p1/m1", "p2/m2").ToArbitrary(), (drawn, last) =>
    {
        var asked = drawn with
        {
            Request = drawn.Request with { Session = new Session("s", last, ImmutableSortedDictionary<string, int>.Empty) },
        };
        var plain = DecisionProperties.Decide(asked);
        var sticky = DecisionProperties.Decide(Selecting(asked, selection => selection with { IsSticky = true }));
        if (plain is Routed && asked.Request.Attempts.IsEmpty)
        {
            var qualifies = plain.Trace!.Ranking.Any(candidate => candidate.Endpoint.Id == last);
            Assert.Equal(qualifies ? last : (string)plain.Chain[0].Endpoint.Id, (string)sticky.Chain[0].Endpoint.Id);
        }
    });

    [Property(MaxTest = 10)]
    public Property A_script_ranks_as_its_scores_say_and_those_it_cannot_score_come_last() => Prop.ForAll(GeneratedPolicies.Cases, drawn =>
    {
        var script = new ScriptDeclaration(
            "p",
            "dearest",
            [
                new ScriptInput("endpoint", ScriptType.Endpoint, false, default),
                new ScriptInput("deadline", ScriptType.Number, true, default)],
            ScriptResult.Number,
            EmbeddedSource.FromCode("return endpoint.inputPerMTok === null ? undefined : -endpoint.inputPerMTok - (deadline ?? 0) * 0;"),
            "",
            default);
        var policy = drawn.Policies.Policies[0];
        var scored = Selecting(
            drawn with { Policies = new PolicySet([policy with { Scripts = [script] }]) },
            selection => selection with { Objective = Objective.Script, Score = new ScriptScore("dearest", ["deadlineMs"], default) });

        var prices = DecisionProperties.Decide(scored).Explanation.Trace!.Ranking
            .Select(candidate => candidate.Endpoint.Prices?.RatesAt(GeneratedPolicies.Now)?.Input ?? -1)
            .ToList();
        Assert.Equal(prices.OrderByDescending(price => price), prices);
    });

    [Fact]
    public void A_shadow_of_a_tenth_is_drawn_for_a_tenth_of_the_keys_and_always_for_the_same()
    {
        int Shadowed(int percent) => Enumerable.Range(0, 1_000).Count(number => HasShadow(percent, $"team-{number}"));

        Assert.InRange(Shadowed(10), 70, 130);
        Assert.True(Enumerable.Range(0, 200).All(number => !HasShadow(10, $"team-{number}") || HasShadow(30, $"team-{number}")));
    }

    private static bool HasShadow(int percent, string team)
    {
        var key = new RequestFacts(new FactSchema([new FactDefinition("team", FactType.String, [], Provenance.Caller, "")]));
        key.Schema.TryFind("team", out var slot);
        key.Set(slot, FactValue.Of(team), Provenance.Caller);
        var selection = new Selection(Objective.Price, [], FallbackRule.Default, CostRule.Default, default)
        {
            Shadow = new Shadow([new EndpointPreference("*", default)], percent, "team", default),
        };
        var rule = new Rule("r", 0, null, [], [], false, selection, "", false, default);
        var compiled = new CompiledRule(rule, "p", 0, new RulesRouter.Policies.Conditions.Condition.Literal(true, default));
        var selecting = compiled with { Named = new CompiledSelection(null, [], slot, null) { Shadow = compiled } };
        return SplitOrder.ShadowOf(selecting, key) is not null;
    }

    private static SplitArm Arm(string name, double weight, params string[] patterns) =>
        new(name, weight, [.. patterns.Select(pattern => new EndpointPreference(pattern, default))], default);

    private static DrawnCase Selecting(DrawnCase drawn, Func<Selection, Selection> change)
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
                                .Select(rule => rule.Selection is { } selection ? rule with { Selection = change(selection) } : rule)],
                    }]),
        };
    }
}
