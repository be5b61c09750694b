using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>How ranked candidates become a chain, whatever ranked them.</summary>
public sealed class ChainTests
{
    private static readonly SmallRouting Four = new(Endpoint("a/x", 1), Endpoint("a/y", 2), Endpoint("b/x", 3), Endpoint("c/z", 4));

    [Theory]
    [InlineData(0, "a/x")]
    [InlineData(2, "a/x a/y b/x")]
    [InlineData(8, "a/x a/y b/x c/z")]
    public void A_chain_is_as_long_as_the_rule_says_and_as_there_are_endpoints(int fallbacks, string expected) =>
        Assert.Equal(expected, Falling(Four, fallbacks, Distinct.None).Chain());

    [Fact]
    public void Nothing_leads_to_the_first_hop_and_what_the_rule_names_leads_to_the_others()
    {
        var chain = Falling(Four, 1, Distinct.None, FailureClass.ContextOverflow).Decide().Chain;

        Assert.Empty(chain[0].On);
        Assert.Equal(FailureClasses.Availability.Add(FailureClass.ContextOverflow), chain[1].On.AsEnumerable());
    }

    [Fact]
    public void Attempts_count_as_hops_and_the_chain_continues_after_them()
    {
        var chain = Falling(Four, 2, Distinct.None).After(("a/x", FailureClass.Timeout)).Decide().Chain;

        Assert.Equal(["a/y", "b/x"], chain.Select(hop => (string)hop.Endpoint.Id));
        Assert.All(chain, hop => Assert.Equal(FailureClasses.Availability, hop.On));
    }

    [Theory]
    [InlineData(nameof(Distinct.Provider), "a/x b/x c/z")]
    [InlineData(nameof(Distinct.FailureDomain), "a/x b/x c/z")]
    [InlineData(nameof(Distinct.None), "a/x a/y b/x c/z")]
    public void Hops_share_nothing_that_the_rule_keeps_apart(string distinct, string expected) =>
        Assert.Equal(expected, Falling(Four, 8, Enum.Parse<Distinct>(distinct)).Chain());

    [Fact]
    public void What_was_tried_is_kept_apart_too() =>
        Assert.Equal(
            "c/z",
            Falling(Four, 8, Distinct.Provider).After(("a/x", FailureClass.Timeout), ("b/x", FailureClass.Timeout)).Chain());

    [Fact]
    public void A_hop_that_shares_a_provider_with_what_was_tried_beats_none() =>
        Assert.Equal(
            "a/y",
            Falling(
                new SmallRouting(Endpoint("a/x", 1), Endpoint("a/y", 2)),
                8,
                Distinct.Provider).After(("a/x", FailureClass.Timeout)).Chain());

    [Theory]
    [InlineData(3, "b/x a/x")]
    [InlineData(2.9, "b/x")]
    [InlineData(4, "b/x a/y")]
    public void Where_rejections_lead_on_the_hops_are_within_the_budget_together(double budget, string expected)
    {
        var dear = new SmallRouting(Endpoint("b/x", 2), Endpoint("a/y", 2), Endpoint("a/x", 1))
            .Selecting(selection => selection with { Objective = Objective.Ordered, Prefer = Prefer("b/x", "a/y", "a/x") })
            .Asking(request => request with { MaxCostUsd = budget });

        Assert.Equal(expected, Falling(dear, 8, Distinct.None, FailureClass.RejectedOutput).Chain());
    }

    [Fact]
    public void Hop_after_an_outage_counts_the_worst_case_of_a_timeout() =>
        Assert.Equal("a/x", Falling(Four, 8, Distinct.None).Asking(request => request with { MaxCostUsd = 2 }).Chain());

    [Fact]
    public void Unknown_price_excludes_no_endpoint_without_a_budget() =>
        Assert.Equal(
            "a/x b/x c/x",
            Falling(
                new SmallRouting(Endpoint("a/x", 1), Endpoint("c/x", null), Endpoint("b/x", null)),
                8,
                Distinct.None,
                FailureClass.RejectedOutput).Chain());

    private static SmallRouting Falling(SmallRouting routing, int max, Distinct distinct, params FailureClass[] estimator) =>
        routing.Selecting(selection => selection with { Fallback = new FallbackRule(max, distinct, [.. estimator]) });
}
