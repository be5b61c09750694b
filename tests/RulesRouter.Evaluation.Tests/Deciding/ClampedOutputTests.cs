using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A maximum of output that the request takes, and does not need. Prices are dollars per million tokens.</summary>
public sealed class ClampedOutputTests
{
    private static readonly Endpoint Short = Endpoint("a/short") with { MaxOutputTokens = 8_000, ContextTokens = 200_000 };

    private static readonly Endpoint Long = Endpoint("b/long", 2) with { MaxOutputTokens = 64_000, ContextTokens = 200_000 };

    [Fact]
    public void Endpoint_that_gives_fewer_is_eligible_with_its_own_maximum()
    {
        var decision = Taking(32_000).Decide();

        Assert.Equal(
            [("a/short", 8_000), ("b/long", (int?)null)],
            decision.Chain.Select(hop => ((string)hop.Endpoint.Id, hop.MaxOutputTokens)));
        Assert.Equal(
            [0.108, 0.264],
            decision.Chain.Select(hop => hop.Estimate.WorstCaseUsd!.Value),
            (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Contains(
            "output of `a/short` capped at 8000 tokens, the most that it gives beside the prompt: the request takes at most 32000",
            decision.Explanation.Reasons);
        var row = Assert.Single(decision.Obligations.Rows);
        Assert.Equal("cap-output 8000 request", $"{row.Definition} {row.Value} {string.Join(' ', row.From)}");
    }

    [Fact]
    public void Maximum_that_the_request_needs_excludes_it()
    {
        var decision = Taking(32_000).Asking(request => request with { ClampsOutput = null }).Decide();

        Assert.Equal("b/long", Chain(decision));
    }

    [Fact]
    public void Caller_that_does_not_cap_outputs_needs_its_maximum()
    {
        var decision = Taking(32_000).Asking(request => request with { ObligationsSupported = ["redact"] }).Decide();

        Assert.Equal("b/long", Chain(decision));
    }

    [Fact]
    public void Predicted_length_is_a_need_as_without_a_maximum()
    {
        var decision = Taking(32_000).Asking(request => request with { Estimate = new TokenCounts(100_000, null, 9_000) }).Decide();

        Assert.Equal("b/long", Chain(decision));
    }

    [Fact]
    public void Output_is_what_the_context_leaves_beside_the_prompt()
    {
        var decision = Taking(32_000).Asking(request => request with { Estimate = new TokenCounts(195_000, null, 100) }).Decide();

        Assert.Equal([5_000, 5_000], decision.Chain.Select(hop => hop.MaxOutputTokens));
    }

    [Fact]
    public void Money_bound_lowers_the_maximum_further()
    {
        var decision = Taking(32_000)
            .Asking(request => request with { MaxCostUsd = 0.104, Estimate = new TokenCounts(100_000, null, 500) })
            .Decide();

        Assert.Equal(("a/short", 4_000), (Chain(decision), decision.Chain[0].MaxOutputTokens));
        Assert.Contains(
            "output of `a/short` capped at 4000 tokens: its worst case $0.104000 fits the bound maxCostUsd 0.104",
            decision.Explanation.Reasons);
    }

    private static string Chain(Decision decision) => string.Join(", ", decision.Chain.Select(hop => (string)hop.Endpoint.Id));

    private static SmallRouting Taking(int tokens) => new SmallRouting(Short, Long).Asking(request => request with
    {
        MaxOutputTokens = tokens,
        ClampsOutput = true,
        Estimate = new TokenCounts(100_000, null, 500),
    });
}
