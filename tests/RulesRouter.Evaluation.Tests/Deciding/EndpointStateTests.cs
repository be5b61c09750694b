using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Objectives;

namespace RulesRouter.Evaluation.Tests.Deciding;

public sealed class EndpointStateTests
{
    private static readonly Endpoint Listed = SmallRouting.Endpoint("a/listed", ms: 553);
    private static readonly Endpoint Slower = SmallRouting.Endpoint("b/slower", ms: 900);

    private static SmallRouting Fastest { get; } =
        new SmallRouting(Listed, Slower).Selecting(selection => selection with { Objective = Objective.Latency });

    [Theory]
    [InlineData("a/listed")]
    [InlineData("a")]
    public void An_excluded_endpoint_or_provider_is_not_routed_to_and_the_reason_is_stated(string id)
    {
        var state = RouterState.Healthy with { Excluded = RouterState.Healthy.Excluded.Add(id, "circuit open") };
        var decision = (Fastest with { State = state }).Decide();

        Assert.Equal("b/slower", Assert.Single(decision.Chain).Endpoint.Id);
        var exclusion = Assert.Single(decision.Explanation.Trace!.Exclusions);
        Assert.Equal(
            ("a/listed", "healthy", "circuit open"),
            (exclusion.Endpoint.Id.ToString(), exclusion.Constraint.Name, exclusion.Found));
    }

    [Fact]
    public void Measured_latency_ranks_in_place_of_the_catalogs()
    {
        Assert.Equal("a/listed b/slower", Fastest.Chain());

        var decision = (Fastest with { State = Measured(new MeasuredLatency(9_000, 9_400, null, null)) }).Decide();

        Assert.Equal(["b/slower", "a/listed"], decision.Chain.Select(hop => hop.Endpoint.Id.ToString()));
        Assert.Equal(9_000, decision.Chain[1].Estimate.LatencyP50Ms);
        Assert.Equal(9_400, decision.Chain[1].Estimate.TtftP99Ms);
        Assert.Contains("latency of `a/listed` is as measured by this service", decision.Explanation.Reasons);
    }

    [Fact]
    public void Measured_latency_decides_about_a_deadline()
    {
        var hurried = Fastest.Asking(request => request with { DeadlineMs = 2_000 });

        Assert.Equal("a/listed b/slower", hurried.Chain());
        Assert.Equal("b/slower", (hurried with { State = Measured(new MeasuredLatency(9_000, 9_400, null, null)) }).Chain());
    }

    [Fact]
    public void Measured_latency_makes_an_unknown_one_known()
    {
        var unknown = SmallRouting.Endpoint("c/unknown");
        var hurried = new SmallRouting(unknown).Asking(request => request with { DeadlineMs = 2_000 });

        Assert.Empty(hurried.Decide().Chain);
        var state = RouterState.Healthy with
        {
            Latencies = RouterState.Healthy.Latencies.Add("c/unknown", new MeasuredLatency(100, 300, 50, 20)),
        };
        Assert.Equal("c/unknown", (hurried with { State = state }).Chain());
    }

    private static RouterState Measured(MeasuredLatency latency) =>
        RouterState.Healthy with { Latencies = RouterState.Healthy.Latencies.Add("a/listed", latency) };
}
