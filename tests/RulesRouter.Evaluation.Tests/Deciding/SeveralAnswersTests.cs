using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A call that gives several answers pays the output of each. Prices are a dollar per million tokens.</summary>
public sealed class SeveralAnswersTests
{
    private static readonly Endpoint Only = Endpoint("a/m") with { MaxOutputTokens = 8_000, ContextTokens = 200_000 };

    [Fact]
    public void Expected_and_worst_costs_count_every_answer()
    {
        var hop = Assert.Single(Asking(4, 1_000).Decide().Chain);

        Assert.Equal(0.102, hop.Estimate.TokenCostUsd!.Value, 9);
        Assert.Equal(0.104, hop.Estimate.WorstCaseUsd!.Value, 9);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Bound_on_money_excludes_what_all_answers_may_cost(int answers, bool isRouted)
    {
        var decision = Asking(answers, 1_000).Asking(request => request with { MaxCostUsd = 0.1035 }).Decide();

        Assert.Equal(isRouted, !decision.Chain.IsEmpty);
    }

    [Theory]
    [InlineData(null, 4_000)]
    [InlineData(4, 1_000)]
    public void Bound_on_money_caps_each_answer(int? answers, int cap)
    {
        var decision = Asking(answers, 32_000)
            .Asking(request => request with { ClampsOutput = true, MaxCostUsd = 0.104, Estimate = new TokenCounts(100_000, null, 100) })
            .Decide();

        var hop = Assert.Single(decision.Chain);
        Assert.Equal(cap, hop.MaxOutputTokens);
        Assert.Equal(0.104, hop.Estimate.WorstCaseUsd!.Value, 9);
    }

    [Fact]
    public void Maximum_of_an_endpoint_is_of_one_answer()
    {
        Assert.Single(Asking(4, 8_000).Decide().Chain);
        Assert.Empty(Asking(1, 8_001).Decide().Chain);
    }

    private static SmallRouting Asking(int? answers, int tokens) => new SmallRouting(Only).Asking(request => request with
    {
        MaxOutputTokens = tokens,
        Answers = answers,
        Estimate = new TokenCounts(100_000, null, 500),
    });
}
