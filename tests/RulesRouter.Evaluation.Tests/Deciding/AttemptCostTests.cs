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
