using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Preferred constraints, each kept as long as an endpoint satisfies it.</summary>
public sealed class PreferenceTests
{
    private static readonly SmallRouting Three = new(
        Endpoint("a/x", 1, speed: 0.1),
        Endpoint("b/x", 5, speed: 0.9),
        Endpoint("c/x", 2, speed: 0.5));

    [Theory]
    [InlineData(9, 0.4, "c/x b/x a/x-tokensPerSecond.min", "")]
    [InlineData(2, 0.8, "a/x c/x b/x-price.outputPerMTok.max", "tokensPerSecond.min")]
    [InlineData(0.5, 0.8, "a/x c/x b/x", "tokensPerSecond.min price.outputPerMTok.max")]
    [InlineData(1, 0.05, "a/x c/x-tokensPerSecond.min-price.outputPerMTok.max b/x-tokensPerSecond.min-price.outputPerMTok.max", "")]
    public void The_last_declared_is_dropped_first_and_no_more_than_it_takes(double price, double speed, string chain, string dropped)
    {
        var decision = (
            Three with
            {
                Rules =
                [
                    Constrain(
                        "wishes",
                        Enforcement.Preferred,
                        (ConstraintTable.Of<OutputPrice>(), price),
                        (ConstraintTable.Of<TokensPerSecond>(), speed)),
                ],
            }).Decide();

        Assert.Equal(
            chain,
            string.Join(
                ' ',
                decision.Chain.Select(hop => string.Concat(hop.Dropped.Select(one => "-" + one.Definition).Prepend(hop.Endpoint.Id)))));
        Assert.Equal(dropped, string.Join(' ', decision.Dropped.Select(given => given.Definition.Name)));
    }

    /// <summary>After each failure, the rest of a chain is what the next decision chooses.</summary>
    [Theory]
    [InlineData(9, 0.4)]
    [InlineData(2, 0.8)]
    [InlineData(1, 0.05)]
    [InlineData(0.5, 0.8)]
    public void Chain_contains_what_asking_again_gives(double price, double speed)
    {
        var asked = Three with
        {
            Rules =
            [
                Constrain(
                    "wishes",
                    Enforcement.Preferred,
                    (ConstraintTable.Of<OutputPrice>(), price),
                    (ConstraintTable.Of<TokensPerSecond>(), speed)),
            ],
        };
        string[] chain = [.. asked.Decide().Chain.Select(hop => (string)hop.Endpoint.Id)];

        Assert.Equal(3, chain.Length);
        for (var tried = 1; tried < chain.Length; tried++)
        {
            var again = asked.After([.. chain[..tried].Select(endpoint => (endpoint, FailureClass.Unavailable))]).Decide();
            Assert.Equal(chain[tried..], again.Chain.Select(hop => (string)hop.Endpoint.Id));
        }
    }

    [Fact]
    public void Fallback_without_a_preferred_constraint_is_reported()
    {
        var decision = (
            Three with { Rules = [Constrain("wish", Enforcement.Preferred, (ConstraintTable.Of<TokensPerSecond>(), 0.8))] }).Decide();

        Assert.Equal(
            [
                "preferred tokensPerSecond.min 0.8 dropped for fallback `a/x`: no further endpoint satisfies it (rule p/wish)",
                "preferred tokensPerSecond.min 0.8 dropped for fallback `c/x`: no further endpoint satisfies it (rule p/wish)",
            ],
            decision.Explanation.Reasons.Where(reason => reason.StartsWith("preferred", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "`b/x` first",
                "then `a/x`, after rate-limited, unavailable, timeout, authentication, model-not-found, without preferred tokensPerSecond.min 0.8",
                "then `c/x`, after rate-limited, unavailable, timeout, authentication, model-not-found, without preferred tokensPerSecond.min 0.8",
                "chain ends: no further eligible endpoint",
            ],
            decision.Explanation.Trace!.Chain);
    }

    [Fact]
    public void Preferred_budget_ends_where_it_is_dropped()
    {
        var decision = (
            Three with
            {
                Rules =
                [
                    Constrain("limit", Enforcement.Required, (ConstraintTable.Of<MaxCostUsd>(), 4)),
                    Constrain("wish", Enforcement.Preferred, (ConstraintTable.Of<MaxCostUsd>(), 1.25)),
                ],
            }).Asking(request => request with { Estimate = new TokenCounts(1_000_000, null, 100_000) }).Decide();

        Assert.Equal(
            "a/x 250000 1.25, c/x 375000 2.75",
            string.Join(", ", decision.Chain.Select(hop => FormattableString.Invariant(
                $"{hop.Endpoint.Id} {hop.MaxOutputTokens} {hop.Estimate.WorstCaseUsd}"))));
        Assert.Equal(["maxCostUsd"], decision.Chain[1].Dropped.Select(dropped => dropped.Definition.Name));
    }

    [Fact]
    public void Dropping_preferences_does_not_lift_required_constraints()
    {
        var denied = (
            Three with
            {
                Rules =
                [
                    Constrain("floor", Enforcement.Required, (ConstraintTable.Of<OutputPrice>(), 0.5)),
                    Constrain("wish", Enforcement.Preferred, (ConstraintTable.Of<TokensPerSecond>(), 0.4)),
                ],
            }).Decide();

        Assert.Equal(DenialCode.NoCandidate, denied.Denial!.Code);
        Assert.Equal(["price.outputPerMTok.max"], denied.Explanation.EmptiedBy.Select(emptying => emptying.Constraint.Name));
        Assert.Equal(
            "price.outputPerMTok.max is 1 instead of 0.5: `a/x` becomes eligible",
            string.Join("; ", denied.Explanation.FeasibleIf));
    }

    [Fact]
    public void What_is_advised_is_reported_and_changes_nothing()
    {
        var advice = Constrain("advice", Enforcement.Advisory, (ConstraintTable.Of<TokensPerSecond>(), 0.5));
        var decision = (Three with { Rules = [advice] }).Decide();

        Assert.Equal("a/x", (string)decision.Chain[0].Endpoint.Id);
        Assert.Equal(
            "tokensPerSecond.min 0.5 False 0.1",
            string.Join(
                ' ',
                decision.Advisories.Select(finding => $"{finding.Definition.Name} {finding.Value} {finding.IsSatisfied} {finding.Found}")));
    }
}
