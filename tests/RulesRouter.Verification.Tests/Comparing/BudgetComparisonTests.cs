using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Comparing;

public sealed class BudgetComparisonTests
{
    private const string Before = "{ id: month, per: [team], limitUsd: 100, window: month }";

    [Theory]
    [InlineData("{ id: month, per: [team], limitUsd: 250.5, window: month }", "budget `chat/month`: limit 100 → 250.5 US dollars")]
    [InlineData("{ id: month, per: [team], limitUsd: 100, window: day }", "budget `chat/month`: window month → day")]
    [InlineData("{ id: month, limitUsd: 100, window: month }", "budget `chat/month`: per team → all requests")]
    [InlineData("{ id: month, per: [team], limitTokens: 100, window: month }", "budget `chat/month`: unit US dollars → tokens")]
    [InlineData("{ id: month, per: [team], limitUsd: 100, window: month, reserve: expected }", "budget `chat/month`: reserve worst-case → expected")]
    [InlineData("{ id: month, per: [team], limitUsd: 100, window: month, onStoreLost: allow }", "budget `chat/month`: onStoreLost deny → allow")]
    [InlineData("{ id: other, limitUsd: 100, window: month }", "budget `chat/month` no longer applies")]
    public void A_budget_that_limits_less_is_weaker(string after, string what)
    {
        var diff = Diff(Before, after);

        Assert.Equal(("chat", what), Assert.Single(diff.WeakerBudgets));
        Assert.True(diff.IsWeaker);
    }

    [Theory]
    [InlineData("{ id: month, per: [team], limitUsd: 90, window: month }")]
    [InlineData("{ id: month, per: [team], limitUsd: 100, window: month }, { id: day, limitRequests: 5, window: day }")]
    public void A_lower_limit_and_a_further_budget_are_not_weaker(string after)
    {
        var diff = Diff(Before, after);

        Assert.Empty(diff.WeakerBudgets);
        Assert.Single(diff.Policies, change => change.Element is "budget month" or "budget day");
    }

    private static PolicyDiff Diff(string before, string after) => PolicyDiff.Of(
        SmallPolicies.Side(chat: With(before)),
        SmallPolicies.Side(chat: With(after)),
        new ProofSettings(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero), false),
        null);

    private static string With(string budget) => SmallPolicies.Chat.Replace(
        "  rules:\n",
        $"  attributes: {{ team: {{ type: text, source: key }} }}\n  budgets: [{budget}]\n  rules:\n",
        StringComparison.Ordinal);
}
