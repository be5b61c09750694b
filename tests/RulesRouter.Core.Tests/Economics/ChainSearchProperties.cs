using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Economics;
using RulesRouter.Policies;

namespace RulesRouter.Core.Tests.Economics;

public sealed class ChainSearchProperties
{
    private const int Draws = 400;
    private const double Tolerance = 1e-9;

    private static readonly Func<ChainProblem, ChainProblem>[] Changes =
    [
        question => Last(question, option => option with { Success = [.. option.Success.Select(chance => 1 - chance)] }),
        question => Last(question, option => option with { CostUsd = [.. option.CostUsd.Select(usd => usd + 0.3)] }),
        question => Last(question, option => option with { Answers = option.Answers / 2 }),
        question => Last(question, option => option with { EditsUsd = option.EditsUsd + 0.4 }),
        question => Last(question, option => option with { WorstCaseUsd = option.WorstCaseUsd + 0.5 }),
        question => Last(question, option => option with { ClashKeys = [.. option.ClashKeys.Select(key => key + "'")] }),
        question => question with { Weights = [.. question.Weights.Reverse()] },
        question => question with { Terms = question.Terms with { UnsolvedUsd = question.Terms.UnsolvedUsd + 0.5, WrongAcceptedUsd = question.Terms.WrongAcceptedUsd + 0.5 } },
        question => question with { Longest = question.Longest + 1 },
        question => question with { BudgetUsd = 0.4 },
    ];

    [Property(MaxTest = Draws)]
    public Property The_search_finds_what_brute_force_finds() => Prop.ForAll(DrawnQuestions.All, question =>
    {
        var found = ChainSearch.Best(question);

        Assert.True(found.IsExact);
        Assert.Equal(BruteForce.Best(question), found.Usd, Tolerance);
        if (!found.Chain.IsEmpty)
        {
            Assert.Equal(found.Usd, BruteForce.Cost(question, [.. found.Chain]), Tolerance);
        }
    });

    /// <summary>The last search of a thread is remembered.</summary>
    [Property(MaxTest = Draws)]
    public Property A_question_that_differs_in_one_thing_is_searched_anew() => Prop.ForAll(DrawnQuestions.All, Gen.Elements(Changes).ToArbitrary(), (question, change) =>
    {
        ChainSearch.Best(question);
        var found = ChainSearch.Best(change(question));

        Assert.Equal(BruteForce.Best(change(question)), found.Usd, Tolerance);
        Assert.Equal(BruteForce.Best(question), ChainSearch.Best(question).Usd, Tolerance);
    });

    [Property(MaxTest = Draws)]
    public Property The_runner_up_is_the_best_chain_that_starts_elsewhere() => Prop.ForAll(DrawnQuestions.All, question =>
    {
        var plain = question with { Options = [.. question.Options.Select(option => option with { EditsUsd = 0.1 })] };
        var found = ChainSearch.Best(plain);
        var others = BruteForce.Chains(plain).Where(chain => !found.Chain.IsEmpty && chain[0] != found.Chain[0]).Select(chain => BruteForce.Cost(plain, chain));

        Assert.Equal(others.DefaultIfEmpty(double.PositiveInfinity).Min(), found.RunnerUpUsd, Tolerance);
    });

    [Property(MaxTest = Draws)]
    public Property A_chain_is_never_worse_than_its_best_single_endpoint() => Prop.ForAll(DrawnQuestions.All, question =>
    {
        var found = ChainSearch.Best(question).Usd;

        Assert.All(BruteForce.Chains(question with { Longest = 1 }), single => Assert.True(found <= BruteForce.Cost(question, single) + 1e-9));
    });

    [Property(MaxTest = Draws)]
    public Property One_more_endpoint_never_raises_the_expected_cost() => Prop.ForAll(DrawnQuestions.All, question =>
    {
        var fewer = question with { Options = question.Options[..^1] };

        Assert.True(ChainSearch.Best(question).Usd <= ChainSearch.Best(fewer).Usd + 1e-9);
    });

    [Property(MaxTest = Draws)]
    public Property A_dearer_endpoint_that_is_not_used_changes_nothing() => Prop.ForAll(DrawnQuestions.All, question =>
    {
        var found = ChainSearch.Best(question);
        var dearer = question with
        {
            Options = [.. question.Options.Select((option, index) => found.Chain.Contains(index) ? option : option with { CostUsd = [.. option.CostUsd.Select(usd => usd + 0.5)] })],
        };
        var again = ChainSearch.Best(dearer);

        Assert.Equal(found.Usd, again.Usd, Tolerance);
        Assert.Equal(found.Usd, found.Chain.IsEmpty ? double.PositiveInfinity : BruteForce.Cost(dearer, [.. again.Chain]), Tolerance);
    });

    [Property(MaxTest = Draws)]
    public Property The_outlook_adds_up_to_the_cost_and_its_probabilities_to_one() => Prop.ForAll(DrawnQuestions.All, question =>
    {
        foreach (var chain in BruteForce.Chains(question).Take(20))
        {
            var outlook = ChainOutlook.Of(question, chain);

            Assert.Equal(BruteForce.Cost(question, chain), outlook.TotalUsd, Tolerance);
            Assert.Equal(1, outlook.Solved + outlook.WrongAccepted + outlook.Unsolved, Tolerance);
            Assert.Equal(outlook.TotalUsd, outlook.Attempts.Sum(attempt => attempt.Usd) + (outlook.Unsolved * question.Terms.UnsolvedUsd), Tolerance);
        }
    });

    [Property(MaxTest = Draws)]
    public Property A_chain_of_one_costs_what_the_outlook_says() => Prop.ForAll(DrawnQuestions.All, question =>
        ChainOutlook.UsdOf(question.Options[0], question.Weights.AsSpan(), question.Terms) == ChainOutlook.Of(question, [0]).TotalUsd);

    [Fact]
    public void Hundreds_of_endpoints_are_searched_exactly_and_few_of_them_looked_at()
    {
        var random = new Random(7);
        var options = Enumerable.Range(0, 400).Select(index =>
        {
            var ability = random.NextDouble() * 0.9;
            return new AttemptOption($"o{index}", [ability, ability * 0.6, ability * 0.2], [.. Enumerable.Repeat(random.NextDouble() * 0.3, 3)]);
        });
        var found = ChainSearch.Best(new ChainProblem([.. options], [0.3, 0.4, 0.3], CostRule.Default with { FalseAccept = 0.1, WrongAcceptedUsd = 1.5 }, 3));

        Assert.True(found.IsExact);
        Assert.InRange(found.Considered, 1, 60);
        Assert.InRange(found.Visited, 1, 60 * 59 * 58);
    }

    private static ChainProblem Last(ChainProblem question, Func<AttemptOption, AttemptOption> change) => question with { Options = question.Options.SetItem(question.Options.Length - 1, change(question.Options[^1])) };
}
