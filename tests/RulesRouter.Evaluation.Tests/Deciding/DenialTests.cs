using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Denials: which constraints together excluded all endpoints, and what would have to change.</summary>
public sealed class DenialTests
{
    private static readonly SmallRouting Two = new(Endpoint("a/x", 1, speed: 0.1), Endpoint("b/x", 5, 100, speed: 0.9));

    [Fact]
    public void Denial_names_constraints_that_conflict_and_either_may_change()
    {
        var denial = DenialOf(Two, (ConstraintTable.Of<OutputPrice>(), 1), (ConstraintTable.Of<TokensPerSecond>(), 0.9));

        Assert.Equal(["tokensPerSecond.min removed 1", "price.outputPerMTok.max removed 1"], EmptiedBy(denial));
        Assert.Equal(["tokensPerSecond.min is 0.1 instead of 0.9: `a/x` becomes eligible", "price.outputPerMTok.max is 5 instead of 1: `b/x` becomes eligible"], FeasibleIf(denial));
    }

    [Fact]
    public void Constraint_that_does_not_matter_is_not_named_in_the_denial() =>
        Assert.Equal(
            ["price.outputPerMTok.max removed 2"],
            EmptiedBy(
                DenialOf(
                    Two,
                    (ConstraintTable.Of<OutputPrice>(), 0.5),
                    (ConstraintTable.Of<ContextTokens>(), 1),
                    (ConstraintTable.Of<TokensPerSecond>(), 0.5))));

    [Fact]
    public void Of_several_who_would_qualify_the_nearest_is_named() =>
        Assert.Equal(
            ["price.outputPerMTok.max is 1 instead of 0.5: `a/x` becomes eligible"],
            FeasibleIf(DenialOf(Two, (ConstraintTable.Of<OutputPrice>(), 0.5))));

    [Fact]
    public void Of_several_lower_bounds_would_qualify_the_highest_is_named() =>
        Assert.Equal(
            ["tokensPerSecond.min is 0.9 instead of 0.95: `b/x` becomes eligible"],
            FeasibleIf(DenialOf(Two, (ConstraintTable.Of<TokensPerSecond>(), 0.95))));

    [Theory]
    [InlineData(1.23456789, "1.23457")]
    [InlineData(1.2345612, "1.23457")]
    [InlineData(1.5, "1.5")]
    [InlineData(1234567, "1234567")]
    [InlineData(0.000123456789, "0.000123457")]
    public void An_upper_bound_is_rounded_up_so_that_it_admits(double usd, string bound) =>
        Assert.Equal(
            [$"price.outputPerMTok.max is {bound} instead of 0: `a/x` becomes eligible"],
            FeasibleIf(DenialOf(new SmallRouting(Endpoint("a/x", usd)), (ConstraintTable.Of<OutputPrice>(), 0))));

    [Theory]
    [InlineData(0.123456789, "0.123456")]
    [InlineData(0.1234561, "0.123456")]
    public void A_lower_bound_is_rounded_down_so_that_it_admits(double speed, string bound) =>
        Assert.Equal(
            [$"tokensPerSecond.min is {bound} instead of 1: `a/x` becomes eligible"],
            FeasibleIf(DenialOf(new SmallRouting(Endpoint("a/x", 1, speed: speed)), (ConstraintTable.Of<TokensPerSecond>(), 1))));

    [Fact]
    public void Denial_names_the_constraint_when_no_value_is_known() =>
        Assert.Equal(
            ["latencyP99Ms.max (at most 10 milliseconds) does not apply: `a/x` becomes eligible, found unknown"],
            FeasibleIf(DenialOf(new SmallRouting(Endpoint("a/x")), (ConstraintTable.Of<LatencyP99Ms>(), 10))));

    [Fact]
    public void A_limit_that_the_catalog_does_not_state_names_its_key() => Assert.Equal(
        ["outputTokens.min (at least 10 tokens) does not apply: `a/x` becomes eligible, found unknown: state `maxOutputTokens` of the endpoint in the catalog"],
        FeasibleIf(DenialOf(new SmallRouting(Endpoint("a/x") with { MaxOutputTokens = null }), (ConstraintTable.Of<OutputTokens>(), 10))));

    [Fact]
    public void A_preference_for_others_may_look_further() => Assert.Equal(
        ["p/default prefers `a/x` too"],
        FeasibleIf(
            (new SmallRouting(Endpoint("a/x", 1)).Selecting(selection => selection with { Prefer = Prefer("b/*", "c/*") }).Decide())));

    [Fact]
    public void Where_one_change_is_not_enough_those_that_lack_least_say_what_they_lack()
    {
        var denial = DenialOf(
            new SmallRouting(Endpoint("a/x", 9, speed: 0.1), Endpoint("b/x", 8, speed: 0.1), Endpoint("c/x", 7, 100, speed: 0.1)),
            (ConstraintTable.Of<OutputPrice>(), 1), (ConstraintTable.Of<TokensPerSecond>(), 0.5), (ConstraintTable.Of<TtftP99Ms>(), 1_000));

        Assert.Equal(["`c/x` satisfies tokensPerSecond.min (at least 0.5 tokens per second; found 0.1) and price.outputPerMTok.max (at most 1 US dollars per million tokens; found 7)"], FeasibleIf(denial));
    }

    [Theory]
    [InlineData(1, "`p0/x` satisfies")]
    [InlineData(2, "one of `p0/x`, `p1/x` satisfies")]
    [InlineData(3, "one of `p0/x`, `p1/x`, `p2/x` satisfies")]
    [InlineData(5, "one of `p0/x`, `p1/x`, `p2/x` and 2 more satisfies")]
    public void Endpoints_that_lack_the_same_fact_are_grouped(int count, string named) => Assert.Equal(
        [$"{named} tokensPerSecond.min (at least 0.5 tokens per second; found 0.1) and price.outputPerMTok.max (at most 1 US dollars per million tokens; found 2)"],
        FeasibleIf(
            DenialOf(
                new SmallRouting([.. Enumerable.Range(0, count).Select(number => Endpoint($"p{number}/x", 2, speed: 0.1))]),
                (ConstraintTable.Of<OutputPrice>(), 1),
                (ConstraintTable.Of<TokensPerSecond>(), 0.5))));

    [Fact]
    public void Denial_lists_at_most_five_changes_and_the_widest_first()
    {
        var routing = new SmallRouting(
            [.. Enumerable.Range(0, 7).Select(number => Endpoint($"p{number}/x", 2, speed: 0.01 * Math.Max(number, 1) + 0.1))]);

        var ways = FeasibleIf(DenialOf(routing, (ConstraintTable.Of<OutputPrice>(), 1), (ConstraintTable.Of<TokensPerSecond>(), 0.5)));

        Assert.Equal(5, ways.Length);
        Assert.StartsWith("one of `p0/x`, `p1/x` satisfies ", ways[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_catalog_is_what_is_in_the_way() =>
        Assert.Equal(["the catalog contains an endpoint"], FeasibleIf(new SmallRouting().Decide()));

    private static Decision DenialOf(SmallRouting routing, params (ConstraintDefinition, double)[] clauses) =>
        (routing with { Rules = [Constrain("r", Enforcement.Required, clauses)] }).Decide();

    private static string[] EmptiedBy(Decision decision) => [.. decision.Explanation.EmptiedBy.Select(emptying => $"{emptying.Constraint.Name} removed {emptying.Removed}")];

    private static string[] FeasibleIf(Decision decision) => [.. decision.Explanation.FeasibleIf];
}
