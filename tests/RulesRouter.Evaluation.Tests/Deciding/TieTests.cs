using RulesRouter.Catalog;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Endpoints of the same score and price: preference, then the policy's regions, then names without a region, then id.</summary>
public sealed class TieTests
{
    [Theory]
    [InlineData("", "", "a/m, b/jp.m, c/m#eu, d/us.m", "a/m, c/m#eu, b/jp.m, d/us.m")]
    [InlineData("d/*, b/*, *", "", "a/m, b/jp.m, c/m#eu, d/us.m", "d/us.m, b/jp.m, a/m, c/m#eu")]
    [InlineData("", "us, eu", "a/m, b/jp.m, c/m#eu, d/us.m", "d/us.m, c/m#eu, a/m, b/jp.m")]
    [InlineData("b/*, *", "us", "a/m, b/jp.m, c/m#eu, d/us.m", "b/jp.m, d/us.m, a/m, c/m#eu")]
    [InlineData("", "mars", "b/m, a/m", "a/m, b/m")]
    public void Equal_endpoints_follow_preference_then_region_then_name(string prefer, string regions, string endpoints, string order)
    {
        var decision = new SmallRouting([.. Split(endpoints).Select(id => Endpoint(id))])
            .Selecting(selection => selection with { Prefer = Prefer(Split(prefer)), RegionPreference = [.. Split(regions)] })
            .Decide();

        Assert.Equal(order, string.Join(", ", decision.Chain.Select(hop => (string)hop.Endpoint.Id)));
    }

    [Fact]
    public void A_cheaper_endpoint_comes_before_a_preferred_region() => Assert.Equal(
        "a/m, b/m#eu",
        string.Join(
            ", ",
            new SmallRouting(Endpoint("b/m#eu", usd: 2), Endpoint("a/m", usd: 1))
                .Selecting(selection => selection with { RegionPreference = ["eu"] })
                .Decide().Chain.Select(hop => (string)hop.Endpoint.Id)));

    private static string[] Split(string list) => list.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
