using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>An unknown input length is never zero, and a stated one is never below what the prompt certainly has.</summary>
public sealed class UnknownInputTests
{
    [Theory]
    [InlineData(0.00001)]
    [InlineData(1_000_000)]
    public void Budget_admits_no_endpoint_without_an_input_length(double budget) =>
        Assert.False(Unknown(Endpoint("a/x")).Asking(request => request with { MaxCostUsd = budget }).Decide().IsRouted);

    [Fact]
    public void Price_of_a_tier_is_unknown_without_an_input_length()
    {
        var tiered = Endpoint("a/x") with
        {
            Prices = PriceSchedule.Flat(new PriceRates
            {
                Input = 1,
                Output = 1,
                Tiers = [new PriceTier(1_000, new PriceRates { Input = 9, Output = 9 })],
            }),
        };
        var bound = Constrain("r", Enforcement.Required, (ConstraintTable.Of<OutputPrice>(), 10));

        Assert.False((Unknown(tiered) with { Rules = [bound] }).Decide().IsRouted);
        Assert.True((Unknown(Endpoint("a/x")) with { Rules = [bound] }).Decide().IsRouted);
    }

    [Fact]
    public void Cost_is_unknown_and_the_decision_says_so()
    {
        var decision = Unknown(Endpoint("a/x", 9), Endpoint("b/x", 1)).Decide();

        Assert.Null(decision.Chain[0].Estimate.TokenCostUsd);
        Assert.Contains(
            "input length is unknown, and so is cost; set `estimate.inputTokens` or send the prompt",
            decision.Explanation.Reasons);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_999)]
    public void Estimate_below_the_lower_bound_of_the_prompt_is_raised(int stated)
    {
        var prompt = string.Join(' ', Enumerable.Repeat("word", 2_000));
        var least = TokenCounter.Count(prompt).LowerBound;
        var decision = new SmallRouting(Endpoint("a/small") with { ContextTokens = 1_000 }, Endpoint("b/large", 9))
            .Asking(request => request with { Prompt = prompt, Estimate = new TokenCounts(stated, null, 0) })
            .Decide();

        Assert.Equal(["b/large"], decision.Chain.Select(hop => (string)hop.Endpoint.Id));
        Assert.Equal(least, decision.Classification.InputTokens);
        Assert.Contains(
            $"estimate.inputTokens {stated} raised to {least}: the prompt has at least {least} tokens",
            decision.Explanation.Reasons);
    }

    [Fact]
    public void Estimate_above_the_lower_bound_of_the_prompt_is_used() => Assert.Equal(
        9_000,
        new SmallRouting(Endpoint("a/x")).Asking(request => request with { Prompt = "hi", Estimate = new TokenCounts(9_000, null, 0) })
            .Decide().Classification.InputTokens);

    private static SmallRouting Unknown(params ImmutableArray<Endpoint> endpoints) =>
        new SmallRouting(endpoints).Asking(request => request with { Estimate = new TokenCounts(null, null, 10), MaxOutputTokens = 10 });
}
