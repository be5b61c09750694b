using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Arms, shadows and sticky choices on endpoints ordered by price.</summary>
public sealed class SplitTests
{
    private static readonly SmallRouting Three = new(Endpoint("a/x", 1), Endpoint("b/x", 2), Endpoint("c/x", 3));
    private static readonly SmallRouting Split = Over(("one", 50, ["a/*"]), ("two", 50, ["b/*"]));

    [Fact]
    public void The_arm_that_is_drawn_gives_the_first_hop_and_the_other_arms_those_after()
    {
        var decision = Drawing(Split, "two").Decide();

        Assert.Equal(["b/x", "a/x"], decision.Chain.Select(hop => (string)hop.Endpoint.Id));
        Assert.Equal("arm two of the split by team", decision.Split!.ToString());
        Assert.Contains("arm two of the split by team", decision.Explanation.Reasons);
    }

    [Fact]
    public void Next_arm_is_used_when_the_drawn_arm_has_no_eligible_endpoint()
    {
        var decision = (Drawing(Split, "two") with { State = Down("b") }).Decide();

        Assert.Equal(["a/x"], decision.Chain.Select(hop => (string)hop.Endpoint.Id));
        Assert.Equal("arm one of the split by team: no endpoint of arm two satisfies all constraints", decision.Split!.ToString());
    }

    [Fact]
    public void Denial_covers_all_arms_when_no_arm_has_an_eligible_endpoint()
    {
        var denied = (Drawing(Split, "two") with { State = Down("a", "b") }).Decide();

        Assert.Null(denied.Split);
        Assert.Equal(["preferred a/* or b/*", "healthy up"], denied.Explanation.EmptiedBy.Select(emptying => $"{emptying.Constraint.Name} {emptying.Constraint.Wanted}"));
    }

    [Theory]
    [InlineData("one", "two")]
    [InlineData("two", "one")]
    public void Without_a_key_the_first_arm_is_taken_and_the_decision_says_so(string first, string second) => Assert.Equal(
        $"arm {first} of the split by team (unknown, so the first arm is used)",
        Over((first, 1, ["a/*"]), (second, 99, ["b/*"])).Decide().Split!.ToString());

    [Fact]
    public void Arm_of_weight_0_gets_no_request_even_without_a_key()
    {
        var switchedOff = Over(("off", 0, ["a/*"]), ("on", 1, ["b/*"]));

        Assert.Equal("b/x", switchedOff.Chain());
        Assert.All(Teams.Take(20), team => Assert.Equal("b/x", switchedOff.Of("team", team).Chain()));
    }

    [Theory]
    [InlineData("b")]
    [InlineData("b", "c")]
    public void Arm_of_weight_0_gets_no_request_while_the_other_arms_are_down(params string[] down)
    {
        var switchedOff = Over(("off", 0, ["a/*"]), ("on", 1, ["b/*"])) with { State = Down(down) };

        Assert.Empty(switchedOff.Of("team", "t").Decide().Chain);
        Assert.Empty(switchedOff.Decide().Chain);
    }

    [Fact]
    public void An_endpoint_of_two_arms_is_of_the_one_that_was_drawn() =>
        Assert.Equal(
            "arm two of the split by team",
            (Drawing(Over(("one", 50, ["a/*", "b/*"]), ("two", 50, ["b/*"])), "two").Decide()).Split!.ToString());

    [Theory]
    [InlineData(true, "b/x", "b/x a/x c/x")]
    [InlineData(true, "gone/x", "a/x b/x c/x")]
    [InlineData(false, "b/x", "a/x b/x c/x")]
    public void Sticky_selection_starts_with_the_endpoint_that_answered_last(bool sticky, string last, string expected) =>
        Assert.Equal(expected, Three.Selecting(selection => selection with { IsSticky = sticky }).Answered(last).Chain());

    [Fact]
    public void Sticky_selection_drops_an_endpoint_that_is_no_longer_eligible() =>
        Assert.Equal(
            "a/x c/x",
            (Three.Selecting(selection => selection with { IsSticky = true }).Answered("b/x") with { State = Down("b") }).Chain());

    [Fact]
    public void Conversation_stays_with_its_endpoint_when_another_arm_is_drawn()
    {
        var decision = Drawing(Split.Selecting(selection => selection with { IsSticky = true }), "two").Answered("a/x").Decide();

        Assert.Equal(["a/x", "b/x"], decision.Chain.Select(hop => (string)hop.Endpoint.Id));
        Assert.Equal(("one", "two"), (decision.Split!.Arm, decision.Split.Drawn));
        Assert.Equal("arm one of the split by team: the session stays with its endpoint; arm two was drawn", decision.Split.ToString());
    }

    [Fact]
    public void A_shadow_of_all_requests_needs_no_key_and_is_never_the_endpoint_that_is_chosen()
    {
        Decision Shadowed(params string[] prefer) =>
            Three.Selecting(selection => selection with { Shadow = new Shadow(Prefer(prefer), 100, null, default) }).Decide();

        Assert.Equal("b/x", (string)Shadowed("*").Shadow!.Endpoint.Id);
        Assert.Equal("c/x", (string)Shadowed("c/*").Shadow!.Endpoint.Id);
        Assert.Null(Shadowed("a/*").Shadow);
    }

    [Fact]
    public void A_shadow_of_a_share_needs_the_key()
    {
        var fifth = Three.Selecting(selection => selection with { Shadow = new Shadow(Prefer("c/*"), 20, "team", default) });

        Assert.Null(fifth.Decide().Shadow);
        Assert.InRange(Teams.Count(team => fifth.Of("team", team).Decide().Shadow is not null), 5, 40);
    }

    [Fact]
    public void Decisions_with_a_shadow_and_an_unused_arm_remember_no_further_preferences()
    {
        var switchedOff = Over(("off", 0, ["a/*"]), ("on", 1, ["b/*"])).Selecting(
            selection => selection with { Shadow = new Shadow(Prefer("c/*"), 100, null, default) });
        var compiled = switchedOff.Compiled();

        int RememberedAfter(SmallRouting asked, int decisions)
        {
            _ = asked.DecideAt(compiled, Enumerable.Repeat(GeneratedPolicies.Now, decisions)).Count();
            return compiled.Endpoints.At(GeneratedPolicies.Now, allowSample: false).RememberedPreferences;
        }

        var shadowed = RememberedAfter(switchedOff, 1);
        Assert.Equal(shadowed, RememberedAfter(switchedOff, 20));
        var denied = RememberedAfter(switchedOff with { State = Down("b") }, 1);
        Assert.Equal(denied, RememberedAfter(switchedOff with { State = Down("b") }, 20));
    }

    [Fact]
    public void Next_arm_is_used_when_every_endpoint_of_the_drawn_arm_shares_a_provider_with_an_attempt()
    {
        var distinct = Split.Selecting(selection => selection with { Fallback = new FallbackRule(8, Distinct.Provider, []) });
        var decision = Drawing(distinct with { Endpoints = [Endpoint("a/x", 1), Endpoint("a/y", 1), Endpoint("b/x", 2)] }, "one")
            .After(("a/x", FailureClass.Timeout))
            .Decide();

        Assert.Equal("b/x", (string)decision.Chain[0].Endpoint.Id);
        Assert.Equal(
            "arm two of the split by team: every eligible endpoint of arm one shares a provider or failure domain with an attempt",
            decision.Split!.ToString());
    }

    private static IEnumerable<string> Teams => Enumerable.Range(0, 100).Select(number => $"team-{number}");

    private static SmallRouting Over(params (string Name, double Weight, string[] Prefer)[] arms) =>
        Three.Selecting(
            selection =>
                selection with
                {
                    Split = new Split(
                        "team",
                        [.. arms.Select(arm => new SplitArm(arm.Name, arm.Weight, Prefer(arm.Prefer), default))],
                        default),
                });

    /// <summary>The same asked by a team whose turn an arm's is.</summary>
    private static SmallRouting Drawing(SmallRouting split, string arm) =>
        Teams.Select(team => split.Of("team", team)).First(asked => asked.Decide().Split!.Drawn == arm);

    private static RouterState Down(params string[] ids) => new(ids.ToImmutableSortedSet(StringComparer.Ordinal));
}
