using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Chains by expected cost, and the hops before and after those that the search found.</summary>
public sealed class CostChainTests
{
    private static readonly CostRule Terms = CostRule.Default with
    {
        UnsolvedUsd = 20,
        WrongAcceptedUsd = 20,
        FalseAccept = 0,
        FalseReject = 0,
        Quantile = 0.5,
    };

    private static readonly SmallRouting Some = Costing(new SmallRouting(
        Endpoint("a/cheap", 1), Endpoint("b/strong", 2), Endpoint("c/other", 6),
        Endpoint("d/dear", 0.2), Endpoint("e/new", 0.1), Endpoint("f/odd", null), Endpoint("g/odd", null)))
        with
    {
        State = RouterState.Healthy with
        {
            Learned = new LearnedState(
                    5,
                    new Dictionary<TallyKey, Tally>
                    {
                        [new("a/cheap", TaskKind.Chat, null)] = Judged(0.6),
                        [new("b/strong", TaskKind.Chat, null)] = Judged(0.8),
                        [new("c/other", TaskKind.Chat, null)] = Judged(0.3),
                        [new("d/dear", TaskKind.Chat, null)] = Judged(0.01),
                        [new("e/new", TaskKind.Chat, null)] = Judged(0.01),
                    }),
        },
    };

    private static readonly SmallRouting Alone = Some.Selecting(
        selection => selection with { Cost = Terms with { UnsolvedUsd = 0, WrongAcceptedUsd = 0 } });

    [Fact]
    public void Fallbacks_are_ordered_by_expected_cost_then_by_price() =>
        Assert.Equal("e/new d/dear a/cheap b/strong c/other f/odd g/odd", Alone.Chain());

    [Theory]
    [InlineData(0, "e/new")]
    [InlineData(2, "e/new d/dear a/cheap")]
    public void Chain_and_spare_hops_together_are_as_many_as_the_rule_says(int fallbacks, string expected) =>
        Assert.Equal(expected, Falling(Alone, fallbacks).Chain());

    [Theory]
    [InlineData(6, "e/new d/dear a/cheap b/strong")]
    [InlineData(1.3, "e/new d/dear a/cheap")]
    [InlineData(1.2, "e/new d/dear")]
    public void A_spare_hop_is_within_what_the_chain_leaves_of_the_budget(double budget, string expected) =>
        Assert.Equal(expected, Alone.Asking(request => request with { MaxCostUsd = budget }).Chain());

    [Theory]
    [InlineData(9, "a/cheap b/strong e/new d/dear", 2)]
    [InlineData(3, "a/cheap b/strong", 2)]
    [InlineData(2.9, "b/strong e/new d/dear", 1)]
    public void The_chain_itself_is_within_the_budget_together(double budget, string expected, int searched)
    {
        var decision = Some.Asking(request => request with { MaxCostUsd = budget }).Decide();

        Assert.Equal(expected, Ids(decision.Chain));
        Assert.Equal(searched, decision.Expectation!.Hops.Length);
    }

    [Fact]
    public void Rejections_lead_along_the_chain_and_outages_to_the_spare_hops()
    {
        var chain = Some.Selecting(
            selection => selection with { Fallback = new FallbackRule(8, Distinct.None, [FailureClass.ContentFiltered]) })
            .Asking(request => request with { MaxCostUsd = 3.3 }).Decide().Chain;

        Assert.Empty(chain[0].On);
        Assert.Equal(
            (FailureClass[])[.. FailureClasses.Availability, FailureClass.ContentFiltered, FailureClass.RejectedOutput],
            chain[1].On.AsEnumerable());
        Assert.Equal(FailureClasses.Availability, chain[2].On.AsEnumerable());
    }

    [Fact]
    public void What_was_tried_counts_as_hops_and_a_failure_leads_to_the_first_of_the_rest()
    {
        var chain = Falling(Some, 2).After(("a/cheap", FailureClass.RejectedOutput)).Decide().Chain;

        Assert.Equal("b/strong e/new", Ids(chain));
        Assert.Contains(FailureClass.RejectedOutput, chain[0].On);
    }

    [Fact]
    public void What_shares_with_one_of_those_tried_what_the_rule_keeps_apart_is_not_tried()
    {
        var spread = Costing(
            new SmallRouting(
                Endpoint("a/m", 1, score: 0.5),
                Endpoint("a/n", 2, score: 0.9),
                Endpoint("b/m", 1, score: 0.5),
                Endpoint("b/o", 2, score: 0.9),
                Endpoint("c/p", 9, score: 0.9)))
            .Selecting(selection => selection with { Fallback = new FallbackRule(8, Distinct.Provider, []) });

        Assert.Equal(
            "c/p",
            (string)spread.After(("a/m", FailureClass.Timeout), ("b/m", FailureClass.Timeout)).Decide().Chain[0].Endpoint.Id);
    }

    [Theory]
    [InlineData(FailureClass.RejectedOutput, "")]
    [InlineData(FailureClass.Timeout, "b/m")]
    public void The_same_model_elsewhere_follows_a_timeout_but_not_a_rejection(FailureClass failed, string expected) => Assert.Equal(
        expected,
        Ids(
            Costing(new SmallRouting(Endpoint("a/m", 1, score: 0.5), Endpoint("b/m", 2, score: 0.5)))
                .After(("a/m", failed))
                .Decide().Chain));

    [Theory]
    [InlineData("c/other", null, 2, "c/other a/cheap b/strong")]
    [InlineData("c/other", 9.0, 2, "c/other a/cheap b/strong")]
    [InlineData("c/other", 8.9, 2, "a/cheap b/strong e/new")]
    [InlineData("c/other", null, 1, "c/other a/cheap")]
    [InlineData("b/strong", null, 2, "b/strong a/cheap e/new")]
    [InlineData("g/odd", null, 2, "a/cheap b/strong e/new")]
    public void Last_endpoint_stays_first_while_its_chain_fits_the_budget(string last, double? budget, int fallbacks, string expected)
    {
        var sticky = Falling(Some, fallbacks).Selecting(
            selection => selection with { IsSticky = true, Cost = Terms with { ExplorationShare = 0.1 } })
            .Answered(last)
            .Asking(request => request with { MaxCostUsd = budget });

        Assert.Equal(expected, sticky.Chain());
        Assert.Equal(last == "g/odd" || budget == 8.9, Explores(sticky).Contains(true));
    }

    [Fact]
    public void Exploration_needs_a_first_attempt_and_an_alternative()
    {
        var curious = Some.Selecting(selection => selection with { Cost = Terms with { ExplorationShare = 0.1 } });
        var lone = curious with { Endpoints = [Some.Endpoints[0]] };

        Assert.Contains(true, Explores(curious));
        Assert.DoesNotContain(true, Explores(curious.After(("a/cheap", FailureClass.Timeout))));
        Assert.DoesNotContain(true, Explores(lone));
    }

    [Fact]
    public void Conversations_explore_at_moments_of_their_own()
    {
        bool[] Of(string session) => Explores(Some.Selecting(selection => selection with { Cost = Terms with { ExplorationShare = 0.1 } })
            .Asking(request => request with { Session = new Session(session, null, ImmutableSortedDictionary<string, int>.Empty) }));

        Assert.NotEqual(Of("s"), Of("t"));
    }

    [Fact]
    public void Runner_up_chain_is_reported_if_it_exists()
    {
        var other = Some.Decide().Expectation!.RunnerUp!;

        Assert.NotEqual("a/cheap", (string)other.Chain[0]);
        Assert.True(other.TotalUsd > Some.Decide().Expectation!.TotalUsd);
        Assert.Null((Some with { Endpoints = [Some.Endpoints[0]] }).Decide().Expectation!.RunnerUp);
    }

    [Fact]
    public void Waiting_time_is_summed_over_hops_by_probability()
    {
        var half = new LearnedState(
            100,
            new Dictionary<TallyKey, Tally> { [new("a/cheap", TaskKind.Chat, null)] = new(0, 0, 1_000, 500, 0, 0) });
        var timed = Costing(
            new SmallRouting(
                Endpoint("a/cheap", 1, 200, 0.6),
                Endpoint("b/strong", 2, 400, 0.8))) with
        { State = RouterState.Healthy with { Learned = half } };
        var expected = timed.Decide().Expectation!;

        Assert.InRange(expected.Hops[0].Seconds!.Value, 0.09, 0.12);
        Assert.InRange(expected.Hops[1].Reach, 0.1, 0.9);
        Assert.InRange(expected.Hops[1].Seconds!.Value / expected.Hops[1].Reach, 0.38, 0.4);
        Assert.Equal(expected.Hops.Sum(hop => hop.Seconds!.Value), expected.Seconds!.Value, 9);
        Assert.Equal(2, expected.Hops.Length);
        Assert.Null((timed with { Endpoints = [timed.Endpoints[0], Endpoint("b/strong", 2)] }).Decide().Expectation!.Seconds);
    }

    [Fact]
    public void Trace_gives_the_reason_for_each_position() => Assert.Equal(
        [
            "e/new $",
            "d/dear $",
            "a/cheap $",
            "b/strong $",
            "c/other $",
            "f/odd cost unknown",
            "g/odd cost unknown"],
        Alone.Decide().Explanation.Trace!.Ranking.Select(candidate => $"{candidate.Endpoint.Id} {(candidate.Score[0] == '$' ? "$" : candidate.Score)}"));

    [Fact]
    public void The_search_says_how_many_it_had() =>
        Assert.Equal(
            (7, 5, true),
            Some.Decide().Expectation!.Search is var search ? (search.Eligible, search.Believed, search.IsExact) : default);

    [Fact]
    public void Endpoints_of_other_arms_follow_the_drawn_arm()
    {
        var split = Alone.Selecting(
            selection =>
                selection with
                {
                    Split = new Split(
                        "team",
                        [new SplitArm("one", 1, Prefer("b/*"), default), new SplitArm("two", 1, Prefer("c/*", "a/*"), default)],
                        default),
                });

        Assert.Equal("b/strong a/cheap c/other", split.Chain());
    }

    /// <summary>Many outcomes, of which a share was right.</summary>
    private static Tally Judged(double share) => new(4000, 4000 * share, 4000, 4000, 0, 0);

    /// <summary>Second by second, whether the first hop was put there to see its outcomes.</summary>
    private static bool[] Explores(SmallRouting routing) =>
        [
            .. routing.DecideAt(Enumerable.Range(0, 100).Select(second => GeneratedPolicies.Now.AddSeconds(second)))
                .Select(decision => decision.Expectation!.Explored)];

    private static SmallRouting Costing(SmallRouting routing) =>
        routing.Selecting(
            selection =>
                selection with
                {
                    Objective = Objective.ExpectedCost,
                    Cost = Terms,
                    Fallback = new FallbackRule(8, Distinct.None, [FailureClass.RejectedOutput]),
                });

    private static SmallRouting Falling(SmallRouting routing, int max) =>
        routing.Selecting(selection => selection with { Fallback = new FallbackRule(max, Distinct.None, [FailureClass.RejectedOutput]) });

    private static string Ids(ImmutableArray<Hop> chain) => string.Join(' ', chain.Select(hop => hop.Endpoint.Id));
}
