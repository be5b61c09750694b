using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>What attempts cost reduces the policy's budget and the caller's. A call costs a dollar at `a` and three at `b`.</summary>
public sealed class AttemptCostTests
{
    [Theory]
    [InlineData(FailureClass.RateLimited, true)]
    [InlineData(FailureClass.Unavailable, true)]
    [InlineData(FailureClass.Authentication, true)]
    [InlineData(FailureClass.ModelNotFound, true)]
    [InlineData(FailureClass.Timeout, false)]
    [InlineData(FailureClass.ContextOverflow, false)]
    [InlineData(FailureClass.OutputTruncated, false)]
    [InlineData(FailureClass.ContentFiltered, false)]
    [InlineData(FailureClass.RejectedOutput, false)]
    public void Attempt_without_a_cost_counts_its_worst_case_unless_it_was_not_accepted(FailureClass failed, bool isFree)
    {
        foreach (var routing in new[] { Policy(3.5), Caller(3.5) })
        {
            Assert.Equal(isFree, After(routing, failed, null).Decide().IsRouted);
            Assert.True(After(routing with { }, failed, null).Asking(request => request with { Attempts = [] }).Decide().IsRouted);
        }
    }

    [Theory]
    [InlineData(0.25, 4, true)]
    [InlineData(1.5, 4, false)]
    [InlineData(1.5, 4.5, true)]
    public void Policy_counts_the_larger_of_the_stated_cost_and_the_worst_case(double stated, double budget, bool isRouted) =>
        Assert.Equal(isRouted, After(Policy(budget), FailureClass.RejectedOutput, stated).Decide().IsRouted);

    [Theory]
    [InlineData(0.25, 3.25, true)]
    [InlineData(0.25, 3.2, false)]
    public void Caller_counts_the_stated_cost(double stated, double budget, bool isRouted) =>
        Assert.Equal(isRouted, After(Caller(budget), FailureClass.RejectedOutput, stated).Decide().IsRouted);

    [Theory]
    [InlineData(0.0, "1.000001", "4.00001")]
    [InlineData(2.0, "2", "5.00001")]
    public void Denial_names_the_budget_and_what_attempts_spent_of_it(double stated, string spent, string needed)
    {
        var denied = After(Policy(3.5), FailureClass.RejectedOutput, stated).Decide();

        Assert.Contains(
            $"maxCostUsd at most 3.5001 US dollars, of which attempts spent {spent} (p/r) excluded 1 of 2 endpoints",
            denied.Explanation.Reasons);
        Assert.Equal([$"maxCostUsd is {needed} instead of 3.5001: `b/y` becomes eligible"], denied.Explanation.FeasibleIf);
    }

    [Fact]
    public void Denial_names_the_callers_budget_before_the_attempts()
    {
        var denied = After(Caller(3.5), FailureClass.RejectedOutput, 1.25).Decide();

        Assert.Contains(
            "maxCostUsd at most 3.5001 US dollars, of which attempts spent 1.25 (request) excluded 1 of 2 endpoints",
            denied.Explanation.Reasons);
        Assert.Equal(["maxCostUsd is 4.25001 instead of 3.5001: `b/y` becomes eligible"], denied.Explanation.FeasibleIf);
    }

    [Theory]
    [InlineData(0.0, "a/x b/y")]
    [InlineData(0.25, "a/x")]
    [InlineData(3.5, "")]
    [InlineData(null, "")]
    public void An_endpoint_that_the_catalog_no_longer_has_cost_what_the_caller_states(double? stated, string chain) => Assert.Equal(
        chain,
        Policy(4).Asking(request => request with { Attempts = [new Attempt("c/gone", FailureClass.RejectedOutput, stated)] }).Chain());

    [Fact]
    public void Denial_after_an_attempt_of_unknown_cost_offers_no_larger_budget()
    {
        var routing = new SmallRouting(Endpoint("a/x", 1), Endpoint("b/y", 3)) { Rules = Policy(3.5).Rules };
        var denied = After(routing, FailureClass.RejectedOutput, null).Decide();

        Assert.DoesNotContain(denied.Explanation.FeasibleIf, change => change.Contains("instead of", StringComparison.Ordinal));
    }

    private static SmallRouting Two => new SmallRouting(Endpoint("a/x", 1), Endpoint("b/y", 3))
        .Selecting(selection => selection with
        {
            Fallback = new FallbackRule(
                2,
                Distinct.None,
                [FailureClass.RejectedOutput, FailureClass.ContextOverflow, FailureClass.OutputTruncated, FailureClass.ContentFiltered]),
        })
        .Asking(request => request with { MaxOutputTokens = 1, Estimate = new TokenCounts(1_000_000, null, 0) });

    private static SmallRouting Policy(double budget) =>
        Two with { Rules = [Constrain("r", Enforcement.Required, (ConstraintTable.Of<MaxCostUsd>(), budget + 0.0001))] };

    private static SmallRouting Caller(double budget) => Two.Asking(request => request with { MaxCostUsd = budget + 0.0001 });

    private static SmallRouting After(SmallRouting routing, FailureClass failed, double? cost) =>
        routing.Asking(request => request with { Attempts = [new Attempt("a/x", failed, cost)] });
}
