using RulesRouter.Policies;

namespace RulesRouter.Language.Tests.Checks;

public sealed class BudgetCheckTests
{
    [Fact]
    public void Binds_a_budget_with_its_defaults()
    {
        var loaded = Loading.Load(("p.yaml", Policy("p", "- { id: month, per: [team], limitUsd: 100, window: month }")));

        Assert.Empty(loaded.Diagnostics);
        var budget = Assert.Single(loaded.Policies.Policies[0].Budgets);
        Assert.Equal(
            ("p/month", "team", BudgetUnit.Usd, 100.0, BudgetWindow.Month, "UTC", BudgetReserve.WorstCase, StoreLost.Deny),
            (
                budget.QualifiedId,
                budget.Per[0].Name,
                budget.Unit,
                budget.Limit,
                budget.Window,
                budget.Zone.Id,
                budget.Reserve,
                budget.OnStoreLost));
    }

    [Fact]
    public void Policies_share_the_budgets_that_they_inherit()
    {
        var loaded = Loading.Load(
            ("base.yaml", Policy("base", "- { id: month, limitUsd: 100, window: month }")),
            ("p.yaml", Policy("p", "- { id: day, limitRequests: 5, window: day }", "extends: [base]")));

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(
            ["base/month", "p/day"],
            PolicyLayers.Of(loaded.Policies, loaded.Policies.Find("p")!).Budgets().Select(budget => budget.QualifiedId));
    }

    [Theory]
    [InlineData(
        "- { id: month, window: month }",
        "p.yaml:9:13: error RR0235: budget `month` has no limit (set exactly one of `limitUsd`, `limitTokens` and `limitRequests`; another limit is another budget)")]
    [InlineData(
        "- { id: month, limitUsd: 1, limitRequests: 5, window: month }",
        "p.yaml:9:13: error RR0235: budget `month` has 2 limits: limitUsd and limitRequests (set exactly one of `limitUsd`, `limitTokens` and `limitRequests`; another limit is another budget)")]
    [InlineData(
        "- { id: month, limitUsd: 0, window: month }",
        "p.yaml:9:30: error RR0235: `limitUsd` of budget `month` must be above 0, found 0 (a rule with `deny: true` denies every request that it matches)")]
    [InlineData(
        "- { id: month, limitUsd: 1, window: month, zone: Europe/Berlni }",
        "p.yaml:9:54: error RR0235: unknown time zone `Europe/Berlni` (did you mean `Europe/Berlin`?)")]
    [InlineData(
        "- { id: month, per: [tem], limitUsd: 1, window: month }",
        "p.yaml:9:26: error RR0235: budget `month` is per unknown attribute `tem` (did you mean `team`?)")]
    [InlineData(
        "- { id: month, per: [client], limitUsd: 1, window: month }",
        "p.yaml:9:26: error RR0235: budget `month` is per `client`, which callers set: another value would be another budget (declare `client` with `source: key` or `source: service`)")]
    [InlineData(
        "- { id: month, limitUsd: 1, window: month }\n    - { id: month, limitUsd: 2, window: day }",
        "p.yaml:10:13: error RR0235: duplicate budget `month`, already declared by `p` (the first is at p.yaml:9:13; a policy can add budgets under other ids, not change an inherited one)")]
    public void Reports_a_malformed_budget_with_its_place(string budgets, string expected) =>
        Assert.Equal([expected], Loading.Shown(Loading.Load(("p.yaml", Policy("p", budgets))).Diagnostics));

    [Fact]
    public void A_child_cannot_raise_an_inherited_budget() =>
        Assert.Equal(
            ["p.yaml:9:13: error RR0235: duplicate budget `month`, already declared by `base` (the first is at base.yaml:9:13; a policy can add budgets under other ids, not change an inherited one)"],
            Loading.Shown(Loading.Load(
                ("base.yaml", Policy("base", "- { id: month, limitUsd: 100, window: month }", "abstract: false")),
                ("p.yaml", Policy("p", "- { id: month, limitUsd: 200, window: month }", "extends: [base]"))).Diagnostics));

    [Fact]
    public void Nothing_else_is_named_as_the_facts_of_budgets() =>
        Assert.Equal(
            ["p.yaml:5:10: error RR0235: `budget` is the name of the facts of budgets, such as `budget.month.share` (choose another name)"],
            Loading.Shown(Loading.Load((
                "p.yaml",
                Policy("p", "- { id: month, limitUsd: 100, window: month }", "let: { budget: stream }"))).Diagnostics));

    /// <summary>The budgets begin in line 9; <paramref name="more"/> is line 5.</summary>
    private static string Policy(string name, string budgets, string more = "abstract: false") => $$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: {{name}} }
        spec:
          {{more}}
          attributes: { {{(more[0] == 'e' ? "other: { type: text }" : "team: { type: text, source: key }, client: { type: text }")}} }
          rules: [{ id: {{name}}-default, select: { objective: price } }]
          budgets:
            {{budgets}}
        """;
}
