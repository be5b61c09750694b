using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Cached tokens belong to the endpoint that cached them.</summary>
public sealed class CachedTokensTests
{
    [Theory]
    [InlineData(null, 900_000, null, 1, 1)]
    [InlineData("a/x", 900_000, null, 0.19, 1)]
    [InlineData("b/x", 900_000, null, 1, 0.19)]
    [InlineData("a/x", 900_000, "b/x", 0.19, 0.55)]
    [InlineData("a/x", null, "b/x", 1, 0.55)]
    public void Discount_goes_to_the_endpoint_that_holds_the_tokens(string? last, int? stated, string? named, double first, double second)
    {
        var held = ImmutableSortedDictionary<string, int>.Empty;
        var decision = new SmallRouting(Cached("a/x"), Cached("b/x"))
            .Asking(request => request with
            {
                Estimate = new TokenCounts(1_000_000, stated, 0),
                Session = last is null && named is null ? null : new Session("s", last, named is null ? held : held.Add(named, 500_000)),
            })
            .Decide();

        var costs = decision.Chain.ToDictionary(hop => (string)hop.Endpoint.Id, hop => hop.Estimate.TokenCostUsd!.Value);
        Assert.Equal(first, costs["a/x"], 9);
        Assert.Equal(second, costs["b/x"], 9);
    }

    private static Endpoint Cached(string id) => Endpoint(id) with
    {
        Prices = PriceSchedule.Flat(new PriceRates { Input = 1, CachedInput = 0.1, Output = 1 }),
    };
}
