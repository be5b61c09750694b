using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>The order of endpoints. There are more endpoints than a chain can hold, so that the rest is ordered too.</summary>
public sealed class RankingTests
{
    [Fact]
    public void The_ablest_comes_first_and_one_without_scores_says_so() => Assert.Equal(
        "c/r measured, a/p measured, b/q prior, d/s measured",
        Ranked(
            new SmallRouting(
                Endpoint("a/p", 1, score: 0.5),
                Endpoint("b/q", 1),
                Endpoint("c/r", 9, score: 0.9),
                Endpoint("d/s", 1, score: 0.1)),
            Objective.Quality,
            score => score.EndsWith(" (a prior: no published score)", StringComparison.Ordinal) ? "prior" : "measured"));

    [Fact]
    public void The_quickest_comes_first_ties_go_to_the_cheaper_then_to_the_id() => Assert.Equal(
        "d/x 50 ms at p50, b/x 90 ms at p50, c/x 90 ms at p50, a/x 90 ms at p50, e/x latency unknown",
        Ranked(new SmallRouting(Endpoint("a/x", 3, 90), Endpoint("b/x", 2, 90), Endpoint("c/x", 2, 90), Endpoint("d/x", 9, 50), Endpoint("e/x", 1)), Objective.Latency));

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(40)]
    public void However_many_there_are_all_are_in_order(int count)
    {
        var endpoints = Enumerable.Range(0, count).Select(number => Endpoint($"p{number:00}/x", (number * 7) % 10)).ToImmutableArray();

        Assert.Equal(
            endpoints.OrderBy(endpoint => endpoint.Prices!.Periods[0].Rates.Input)
                .ThenBy(endpoint => (string)endpoint.Id, StringComparer.Ordinal)
                .Select(endpoint => endpoint.Id),
            new SmallRouting(endpoints).Decide().Explanation.Trace!.Ranking.Select(candidate => candidate.Endpoint.Id));
    }

    [Fact]
    public void What_is_preferred_in_order_comes_in_that_order_and_says_as_what() => Assert.Equal(
        "b/x preferred as b/*, $2.000000 expected, b/y preferred as b/*, $3.000000 expected, a/x preferred as a/x, cost unknown",
        Ranked(
            new SmallRouting(
                Endpoint("a/x", null),
                Endpoint("a/y", 1),
                Endpoint("b/x", 2),
                Endpoint("b/y", 3)).Selecting(selection => selection with { Prefer = Prefer("b/*", "a/x", "*/x") }),
            Objective.Ordered));

    [Fact]
    public void Where_nothing_is_preferred_the_price_puts_in_order() =>
        Assert.Equal(
            "b/x preferred as none, $1.000000 expected, a/x preferred as none, $2.000000 expected",
            Ranked(new SmallRouting(Endpoint("a/x", 2), Endpoint("b/x", 1)), Objective.Ordered));

    [Fact]
    public void Script_ranks_by_lowest_score_and_unscored_endpoints_come_last()
    {
        var script = new ScriptDeclaration(
            "p",
            "s",
            [new ScriptInput("e", ScriptType.Endpoint, false, default)],
            ScriptResult.Number,
            EmbeddedSource.FromCode("return e.inputPerMTok === null ? undefined : -e.inputPerMTok;"),
            "",
            default);
        var routing = new SmallRouting(Endpoint("a/x", null), Endpoint("b/x", 1), Endpoint("c/x", 2)) { Scripts = [script] };

        Assert.Equal(
            "c/x score -2 by script s, b/x score -1 by script s, a/x no score by script s: it returned undefined, not a finite number",
            Ranked(routing.Selecting(selection => selection with { Score = new ScriptScore("s", [], default) }), Objective.Script));
    }

    private static string Ranked(SmallRouting routing, Objective objective, Func<string, string>? shown = null) => string.Join(", ", routing
        .Selecting(selection => selection with { Objective = objective }).Decide().Explanation.Trace!.Ranking
        .Select(
            candidate =>
                $"{candidate.Endpoint.Id} {(shown ?? (score => score))(candidate.Score)}"));

    /// <summary>Unknown is never zero, not even for a call of no tokens.</summary>
    [Fact]
    public void Endpoint_without_a_price_ranks_behind_a_fee_for_a_call_of_no_tokens()
    {
        var fee = Endpoint("b/x") with { Prices = PriceSchedule.Flat(new PriceRates { Input = 1, Output = 1, PerRequest = 0.01 }) };
        var routing = new SmallRouting(Endpoint("a/x", usd: null), fee)
            .Asking(request => request with { Estimate = new TokenCounts(0, null, 0) });

        Assert.Equal("b/x a/x", routing.Chain());
    }
}
