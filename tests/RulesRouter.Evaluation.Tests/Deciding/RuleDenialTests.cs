using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Denials by rules, budgets and obligations, whatever the catalog contains: which comes first, and in which words.</summary>
public sealed class RuleDenialTests
{
    private static readonly SmallRouting One = new(Endpoint("a/x"));

    [Fact]
    public void Every_rule_that_denies_gives_its_reason_or_says_that_it_denied()
    {
        var denied = Denied(One with { Rules = [Denying("closed", "closed today"), Denying("silent", "")] });

        Assert.Equal(DenialCode.DeniedByRule, denied.Code);
        Assert.Equal(["p/closed: closed today", "p/silent: denied"], denied.Reasons);
        Assert.Empty(denied.Explanation.FeasibleIf);
    }

    [Fact]
    public void Every_obligation_that_the_caller_does_not_support_is_named_with_its_rules()
    {
        var denied = Denied(Supporting("audit", Obliging("one", Review), Obliging("two", Review, Redacted), Obliging("three", Audited)));

        Assert.Equal(DenialCode.ObligationNotSupported, denied.Code);
        Assert.Equal(
            [
                "the caller does not support obligation redact ([secrets]) of p/two",
                "the caller does not support obligation humanReview (true) of p/one, p/two",
            ],
            denied.Reasons);
        Assert.Equal(["the caller supports redact", "the caller supports humanReview"], denied.Explanation.FeasibleIf);
    }

    [Fact]
    public void An_obligation_that_asks_for_nothing_needs_no_support() =>
        Assert.IsType<Routed>(Supporting("audit", Obliging("one", NoReview)).Decide());

    [Fact]
    public void A_caller_that_supports_what_is_obliged_gets_the_obligation()
    {
        var decision = Assert.IsType<Routed>(Supporting("humanReview", Obliging("one", Review), Obliging("two", Review)).Decide());

        var row = Assert.Single(decision.Obligations.Rows);
        Assert.Equal(("humanReview", "true", "p/one p/two"), (row.Definition.Name, row.Value.ToString(), string.Join(' ', row.From)));
    }

    [Fact]
    public void A_denying_rule_comes_before_a_budget_and_a_budget_before_an_obligation()
    {
        var obliged = Supporting("audit", Obliging("one", Review)) with { Budgets = [SpentBudget] };

        Assert.Equal(DenialCode.BudgetExhausted, Denied(obliged).Code);
        Assert.Equal(DenialCode.DeniedByRule, Denied(obliged with { Rules = [.. obliged.Rules, Denying("closed", "closed today")] }).Code);
        Assert.Equal(DenialCode.ObligationNotSupported, Denied(obliged with { Budgets = [] }).Code);
    }

    [Fact]
    public void Every_rule_that_protects_is_among_the_reasons_and_a_default_is_not()
    {
        var decision = (One with { Rules = [Obliging("one", Review), Obliging("two", Audited)] }).Decide();

        Assert.Equal(
            ["rule p/one obliged humanReview", "rule p/two obliged audit"],
            decision.Explanation.Reasons.Where(reason => reason.Contains("oblige", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            decision.Explanation.Reasons,
            reason => reason.StartsWith("rule p/default obliged", StringComparison.Ordinal));
    }

    private static (ObligationDefinition, ConstraintValue) Review { get; } =
        (ObligationTable.Of<HumanReview>(), new ConstraintValue.Boolean(true));

    private static (ObligationDefinition, ConstraintValue) NoReview { get; } =
        (ObligationTable.Of<HumanReview>(), new ConstraintValue.Boolean(false));

    private static (ObligationDefinition, ConstraintValue) Redacted { get; } =
        (ObligationTable.Of<Redact>(), new ConstraintValue.Names(["secrets"]));

    private static (ObligationDefinition, ConstraintValue) Audited { get; } = (ObligationTable.Of<Audit>(), new ConstraintValue.Names(["full"]));

    private static BudgetDeclaration SpentBudget { get; } = new(
        "p", "none", [], BudgetUnit.Requests, 0, BudgetWindow.Month, TimeZoneInfo.Utc, BudgetReserve.WorstCase, StoreLost.Deny, default);

    private static SmallRouting Supporting(string obligation, params ImmutableArray<Rule> rules) =>
        (One with { Rules = rules }).Asking(request => request with { ObligationsSupported = [obligation] });

    private static Rule Obliging(string id, params (ObligationDefinition Definition, ConstraintValue Value)[] clauses) =>
        Constrain(id, Enforcement.Required) with
        {
            Obligations = [.. clauses.Select(clause => new ObligationClause(clause.Definition, clause.Value, default))],
        };

    private static Rule Denying(string id, string reason) => Constrain(id, Enforcement.Required) with { Denies = true, Reason = reason };

    private static Denied Denied(SmallRouting routing) => Assert.IsType<Denied>(routing.Decide());
}
