using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;

namespace RulesRouter.Core.Tests.Catalog;

public sealed class CallCostTests
{
    private static readonly PriceRates Dear = new()
    {
        Input = 3,
        CachedInput = 0.3,
        CacheWrite = 3.75,
        Output = 15,
        Reasoning = 20,
        PerRequest = 0.001,
    };

    [Fact]
    public void Each_class_of_token_has_its_own_price() =>
        Assert.Equal(
            ((700 * 3) + (200 * 0.3) + (100 * 3.75) + (400 * 15) + (100 * 20)) / 1e6 + 0.001,
            CallCost.TotalOf(Dear, new TokenUsage(1000, 200, 100, 500, 100))!.Value,
            12);

    [Fact]
    public void A_class_without_a_price_of_its_own_is_charged_as_the_one_it_belongs_to() =>
        Assert.Equal(
            ((1000 * 3) + (500 * 15)) / 1e6,
            CallCost.TotalOf(new PriceRates { Input = 3, Output = 15 }, new TokenUsage(1000, 200, 100, 500, 100))!.Value,
            12);

    [Fact]
    public void An_unknown_rate_that_the_call_needs_makes_the_cost_unknown()
    {
        Assert.Null(CallCost.TotalOf(new PriceRates { Input = 3 }, new TokenUsage(1000, 0, 0, 1, 0)));
        Assert.Null(CallCost.TotalOf(null, new TokenUsage(1000, 1)));
        Assert.Equal(0.003, CallCost.TotalOf(new PriceRates { Input = 3 }, new TokenUsage(1000, 0)));
    }

    [Fact]
    public void Above_its_threshold_a_tier_holds_for_all_tokens()
    {
        var tiered = new PriceRates { Input = 1, Output = 2, Tiers = [new PriceTier(1000, new PriceRates { Input = 10, Output = 20 })] };

        Assert.Equal(0.001, CallCost.TotalOf(tiered, new TokenUsage(1000, 0)));
        Assert.Equal(1001 * 10 / 1e6, CallCost.TotalOf(tiered, new TokenUsage(1001, 0))!.Value, 12);
    }

    [Property(MaxTest = 200)]
    public Property The_lines_of_a_bill_add_up_to_its_total_and_more_tokens_never_cost_less() => Prop.ForAll(
        Gen.Choose(0, 100_000).Four().ToArbitrary(),
        drawn =>
        {
            var usage = new TokenUsage(drawn.Item1, Math.Min(drawn.Item1, drawn.Item2), 0, drawn.Item3, Math.Min(drawn.Item3, drawn.Item4));
            var bill = CallCost.Of(Dear, usage);

            Assert.Equal(bill.TotalUsd!.Value, bill.Lines.Sum(line => line.Usd!.Value), 9);
            Assert.Equal(bill.TotalUsd, CallCost.TotalOf(Dear, usage));
            Assert.True(CallCost.TotalOf(Dear, usage with { Output = usage.Output + 1 }) >= bill.TotalUsd);
        });
}
