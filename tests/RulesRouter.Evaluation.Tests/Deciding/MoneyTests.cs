using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Objectives;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A budget of exactly the cost is enough, whatever the prices and lengths; one below it is not.</summary>
public sealed class MoneyTests
{
    private static Gen<(decimal Rate, int Tokens)> Calls =>
        from rate in Gen.Choose(1, 99_999)
        from tokens in Gen.Choose(1, 999_999)
        select (rate * 0.0001m, tokens);

    [Property(MaxTest = 300)]
    public Property A_budget_of_exactly_the_cost_is_enough() => Prop.ForAll(Calls.ToArbitrary(), call =>
    {
        var cost = call.Rate * call.Tokens / 1_000_000m;

        Assert.IsType<Routed>(Routing([("a/m", call.Rate)], call.Tokens, (double)cost).Decide());
        Assert.IsType<Denied>(Routing([("a/m", call.Rate)], call.Tokens, (double)(cost - 0.0000000001m)).Decide());
    });

    [Property(MaxTest = 300)]
    public Property A_chain_fits_a_budget_of_exactly_its_cost() => Prop.ForAll(Calls.ToArbitrary(), Calls.ToArbitrary(), (one, other) =>
    {
        var both = (one.Rate + other.Rate) * one.Tokens / 1_000_000m;

        Assert.Equal(2, Length(Routing([("a/m", one.Rate), ("b/n", other.Rate)], one.Tokens, (double)both)));
        Assert.Equal(1, Length(Routing([("a/m", one.Rate), ("b/n", other.Rate)], one.Tokens, (double)(both - 0.0000000001m))));
    });

    [Property(MaxTest = 100)]
    public Property Endpoints_of_equal_cost_tie_however_it_is_made_up() => Prop.ForAll(Calls.ToArbitrary(), call =>
    {
        var fee = (double)(call.Rate * call.Tokens / 1_000_000m);
        var byFee = Endpoint("b/m") with { Prices = PriceSchedule.Flat(new PriceRates { Input = 0, Output = 0, PerRequest = fee }) };
        var routing = new SmallRouting(byFee, Endpoint("a/m", (double)call.Rate))
        {
            Request = Request(call.Tokens, null),
        }.Selecting(selection => selection with { Objective = Objective.Price, Prefer = Prefer("b/*", "a/*") });

        Assert.Equal("b/m", routing.Decide().Chain[0].Endpoint.Id);
    });

    private static int Length(SmallRouting routing) => routing
        .Selecting(selection => selection with { Fallback = selection.Fallback with { On = [FailureClass.RejectedOutput] } })
        .Decide().Chain.Length;

    private static SmallRouting Routing((string Id, decimal Rate)[] endpoints, int tokens, double budget) =>
        new([.. endpoints.Select(endpoint => Endpoint(endpoint.Id, (double)endpoint.Rate))]) { Request = Request(tokens, budget) };

    private static DecisionRequest Request(int tokens, double? budget) => new()
    {
        Policy = "p",
        Task = TaskKind.Chat,
        Estimate = new TokenCounts(tokens, null, 0),
        MaxCostUsd = budget,
        Explain = true,
    };
}
