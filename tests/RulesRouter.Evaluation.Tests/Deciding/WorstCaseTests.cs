using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>The worst case of a call, and the caps that keep it within a money bound. Prices are dollars per million tokens.</summary>
public sealed class WorstCaseTests
{
    private static readonly Endpoint Thinker = Endpoint("a/thinker") with
    {
        Prices = PriceSchedule.Flat(new PriceRates { Input = 1, CachedInput = 0.1, CacheWrite = 2, Output = 4, Reasoning = 8 }),
        Capabilities = Endpoint("a/thinker").Capabilities with { Reasoning = true },
        ContextTokens = 2_000_000,
        MaxOutputTokens = 500_000,
    };

    [Theory]
    [InlineData(null, 1_000_000, 500_000, 2 + 4)]
    [InlineData(100_000, 1_000_000, 500_000, 2 + 0.8)]
    [InlineData(null, 1_800_000, 500_000, 3.6 + 1.6)]
    public void Worst_case_is_the_longest_output_at_the_dearest_rates(int? cap, int input, int maximum, double usd)
    {
        var routing = new SmallRouting(Thinker with { MaxOutputTokens = maximum })
            .Asking(request => request with { MaxOutputTokens = cap, Estimate = new TokenCounts(input, null, 10) });

        Assert.Equal(usd, routing.Decide().Chain[0].Estimate.WorstCaseUsd!.Value, 9);
    }

    [Theory]
    [InlineData(false, null, 1 + 0.4)]
    [InlineData(false, 50_000, 1 + 0.2 + 0.4)]
    [InlineData(true, null, 1 + 0.8)]
    [InlineData(true, 25_000, 1 + 0.3 + 0.2)]
    public void Reasoning_is_priced_as_stated_or_as_all_output_if_needed(bool isNeeded, int? reasoning, double usd)
    {
        var routing = new SmallRouting(Thinker).Asking(request => request with
        {
            Needs = new Needs(Reasoning: isNeeded),
            Estimate = new TokenCounts(1_000_000, null, 100_000, reasoning),
        });

        Assert.Equal(usd, routing.Decide().Chain[0].Estimate.TokenCostUsd!.Value, 9);
    }

    [Fact]
    public void Input_that_is_not_cached_is_written_to_the_cache_of_a_caller_who_uses_caches()
    {
        var routing = new SmallRouting(Thinker).Asking(request => request with
        {
            Estimate = new TokenCounts(1_000_000, null, 0),
            Session = new Session("s", null, ImmutableSortedDictionary<string, int>.Empty.Add("a/thinker", 600_000)),
        });

        Assert.Equal(0.06 + 0.8, routing.Decide().Chain[0].Estimate.TokenCostUsd!.Value, 9);
    }

    [Theory]
    [InlineData(5.9, 487_500)]
    [InlineData(3, 125_000)]
    public void Money_bound_caps_an_uncapped_output(double budget, int cap)
    {
        var decision = Uncapped(budget).Decide();

        Assert.Equal(cap, decision.Chain[0].MaxOutputTokens);
        Assert.True(decision.Chain[0].Estimate.WorstCaseUsd <= budget);
        Assert.Contains(
            FormattableString.Invariant(
                $"output of `a/thinker` capped at {cap} tokens: its worst case ${budget:0.000000} fits the bound maxCostUsd {budget}"),
            decision.Explanation.Reasons);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(3, true)]
    public void Output_is_capped_only_if_it_may_exceed_the_bound(double budget, bool isCapped)
    {
        var decision = Uncapped(budget).Decide();

        Assert.Equal(isCapped, decision.Chain[0].MaxOutputTokens is not null);
        Assert.Equal(isCapped, decision.Obligations.Rows.Any(row => row.Definition is CapOutput));
    }

    [Fact]
    public void Capped_output_is_an_obligation_of_the_sources_of_the_bound()
    {
        var decision = (Uncapped(3) with
        {
            Rules = [Constrain("thrift", Enforcement.Required, (ConstraintTable.Of<MaxCostUsd>(), 4))],
        }).Decide();

        var row = Assert.Single(decision.Obligations.Rows);
        Assert.Equal("cap-output 125000 p/thrift request", $"{row.Definition} {row.Value} {string.Join(' ', row.From)}");
    }

    [Fact]
    public void Largest_cap_is_exact_where_its_quotient_is_not()
    {
        // In doubles, 0.3 − 0.1 − 0.1 is less than 0.1, and 0.1 × 1,000,000 ÷ 0.7 is no integer.
        foreach (var tokens in Enumerable.Range(100_000, 300))
        {
            var cost = (double)(0.7m * tokens / 1_000_000m);
            var hop = new SmallRouting(Endpoint("a/x", 0.7))
                .Asking(request => request with { MaxCostUsd = cost, Estimate = new TokenCounts(0, null, 10) })
                .Decide().Chain[0];

            Assert.Equal((tokens, cost), (hop.MaxOutputTokens, hop.Estimate.WorstCaseUsd));
        }
    }

    [Fact]
    public void Output_that_costs_nothing_is_not_capped_where_its_longest_is_unknown()
    {
        var hop = Assert.Single(OfUnknownLength(0).Decide().Chain);

        Assert.Null(hop.MaxOutputTokens);
        Assert.Equal(0, hop.Estimate.WorstCaseUsd);
    }

    [Fact]
    public void Call_of_no_tokens_at_an_unknown_price_is_within_no_bound() =>
        Assert.Equal("maxCostUsd", Assert.Single(OfUnknownLength(null).Decide().Explanation.EmptiedBy).Constraint.Name);

    [Fact]
    public void Endpoint_without_room_for_the_predicted_output_is_not_eligible() =>
        Assert.Equal("maxCostUsd", Assert.Single(Uncapped(2.7).Decide().Explanation.EmptiedBy).Constraint.Name);

    [Theory]
    [InlineData("cap-output", true)]
    [InlineData("audit", false)]
    public void Caller_that_cannot_cap_the_output_pays_for_the_longest(string supported, bool isRouted) => Assert.Equal(
        isRouted,
        Uncapped(3).Asking(request => request with { ObligationsSupported = [supported] }).Decide().IsRouted);

    [Fact]
    public void Caps_of_a_chain_keep_it_within_the_bound_together()
    {
        var decision = Three.Asking(request => request with { MaxCostUsd = 3.7 }).Decide();

        Assert.Equal([500_000, 100_000, 100_000], decision.Chain.Select(hop => hop.MaxOutputTokens));
        Assert.Equal(3.7, decision.Chain.Sum(hop => hop.Estimate.WorstCaseUsd!.Value), 9);
        Assert.Equal("100000", Assert.Single(decision.Obligations.Rows).Value.ToString());
    }

    [Theory]
    [InlineData(3.7)]
    [InlineData(3.3)]
    [InlineData(4.9)]
    [InlineData(6)]
    public void Chain_after_attempts_is_the_rest_of_the_chain_before_with_its_caps(double budget)
    {
        foreach (var routing in new[] { Policy(budget), Three.Asking(request => request with { MaxCostUsd = budget }) })
        {
            var before = routing.Decide().Chain;
            for (var count = 1; count < before.Length; count++)
            {
                var attempts = before.Take(count).Select(hop => new Attempt(hop.Endpoint.Id, FailureClass.Timeout, null));
                var after = After(routing, [.. attempts]);

                Assert.Equal(Caps(before.Skip(count)), Caps(after));
            }
        }
    }

    [Theory]
    [InlineData(0.5, "b/x 100000, c/x 100000")]
    [InlineData(1.5, "b/x 100000, c/x 100000")]
    public void Capped_attempt_counts_its_cap_towards_a_rule_whatever_its_claim(double claimed, string caps) =>
        Assert.Equal(caps, string.Join(", ", Caps(After(Policy(3.7), [new Attempt("a/x", FailureClass.Timeout, claimed)]))));

    [Theory]
    [InlineData(0.5, "b/x , c/x 200000")]
    [InlineData(1.5, "b/x 100000, c/x 100000")]
    public void Capped_attempt_counts_its_claim_towards_the_caller_s_bound(double claimed, string caps) => Assert.Equal(
        caps,
        string.Join(
            ", ",
            Caps(
                After(
                    Three.Asking(request => request with { MaxCostUsd = 3.7 }),
                    [new Attempt("a/x", FailureClass.Timeout, claimed)]))));

    [Fact]
    public void Attempt_that_was_not_accepted_leaves_its_cap_to_the_next_hop()
    {
        var chain = After(Policy(3.7), [new Attempt("a/x", FailureClass.RateLimited, null)]);

        Assert.Equal(["b/x ", "c/x 700000"], Caps(chain));
    }

    private static SmallRouting Three => new SmallRouting(Endpoint("a/x", 1), Endpoint("b/x", 1), Endpoint("c/x", 1))
        .Selecting(selection => selection with { Fallback = new FallbackRule(2, Distinct.None, [FailureClass.RejectedOutput]) })
        .Asking(request => request with { Estimate = new TokenCounts(1_000_000, null, 100_000) });

    private static SmallRouting Policy(double budget) =>
        Three with { Rules = [Constrain("thrift", Enforcement.Required, (ConstraintTable.Of<MaxCostUsd>(), budget))] };

    private static ImmutableArray<Hop> After(SmallRouting routing, ImmutableArray<Attempt> attempts) =>
        routing.Asking(request => request with { Attempts = attempts }).Decide().Chain;

    private static IEnumerable<string> Caps(IEnumerable<Hop> hops) => hops.Select(hop => $"{hop.Endpoint.Id} {hop.MaxOutputTokens}");

    private static SmallRouting OfUnknownLength(double? usd) =>
        new SmallRouting(Endpoint("a/x", usd) with { ContextTokens = null, MaxOutputTokens = null })
            .Asking(request => request with { MaxCostUsd = 1, Estimate = new TokenCounts(0, null, 0) });

    private static SmallRouting Uncapped(double budget) => new SmallRouting(Thinker)
        .Asking(request => request with { MaxCostUsd = budget, Estimate = new TokenCounts(1_000_000, null, 100_000) });
}
