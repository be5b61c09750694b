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
        problem => Last(problem, option => option with { Success = [.. option.Success.Select(chance => 1 - chance)] }),
        problem => Last(problem, option => option with { CostUsd = [.. option.CostUsd.Select(usd => usd + 0.3)] }),
        problem => Last(problem, option => option with { Answers = option.Answers / 2 }),
        problem => Last(problem, option => option with { EditsUsd = option.EditsUsd + 0.4 }),
        problem => Last(problem, option => option with { WorstCaseUsd = option.WorstCaseUsd + 0.5 }),
        problem => Last(problem, option => option with { ClashKeys = [.. option.ClashKeys.Select(key => key + "'")] }),
        problem => problem with { Weights = [.. problem.Weights.Reverse()] },
        problem => problem with
        {
            Terms = problem.Terms with
            {
                UnsolvedUsd = problem.Terms.UnsolvedUsd + 0.5,
                WrongAcceptedUsd = problem.Terms.WrongAcceptedUsd + 0.5,
            },
        },
        problem => problem with { Longest = problem.Longest + 1 },
        problem => problem with { BudgetUsd = 0.4 },
    ];

    [Property(MaxTest = Draws)]
    public Property The_search_finds_what_brute_force_finds() => Prop.ForAll(GeneratedProblems.All, problem =>
    {
        var found = ChainSearch.Best(problem);

        Assert.True(found.IsExact);
        Assert.Equal(BruteForce.Best(problem), found.Usd, Tolerance);
        if (!found.Chain.IsEmpty)
        {
            Assert.Equal(found.Usd, BruteForce.Cost(problem, [.. found.Chain]), Tolerance);
        }
    });

    /// <summary>The last search of a thread is remembered.</summary>
    [Property(MaxTest = Draws)]
    public Property A_problem_that_differs_in_one_value_is_searched_again() =>
        Prop.ForAll(GeneratedProblems.All, Gen.Elements(Changes).ToArbitrary(), (problem, change) =>
    {
        ChainSearch.Best(problem);
        var found = ChainSearch.Best(change(problem));

        Assert.Equal(BruteForce.Best(change(problem)), found.Usd, Tolerance);
        Assert.Equal(BruteForce.Best(problem), ChainSearch.Best(problem).Usd, Tolerance);
    });

    /// <summary>A thread starts from the order of its last options where there were as many.</summary>
    [Property(MaxTest = Draws)]
    public Property A_search_does_not_depend_on_the_searches_before() => Prop.ForAll(GeneratedProblems.All, problem =>
    {
        ChainSearchResult? alone = null;
        var thread = new Thread(() => alone = ChainSearch.Best(problem));
        thread.Start();
        thread.Join();
        ChainSearch.Best(problem with { Options = [.. problem.Options.Reverse()] });
        var after = ChainSearch.Best(problem);

        Assert.Equal(alone!.Chain.AsEnumerable(), after.Chain);
        Assert.Equal(alone.RunnerUp.AsEnumerable(), after.RunnerUp);
        Assert.Equal(
            (alone.Usd, alone.RunnerUpUsd, alone.Visited, alone.Considered, alone.IsExact),
            (after.Usd, after.RunnerUpUsd, after.Visited, after.Considered, after.IsExact));
    });

    [Property(MaxTest = Draws)]
    public Property The_runner_up_is_the_best_chain_with_another_first_option() => Prop.ForAll(GeneratedProblems.All, problem =>
    {
        var plain = problem with { Options = [.. problem.Options.Select(option => option with { EditsUsd = 0.1 })] };
        var found = ChainSearch.Best(plain);
        var others = BruteForce.Chains(plain)
            .Where(chain => !found.Chain.IsEmpty && chain[0] != found.Chain[0])
            .Select(chain => BruteForce.Cost(plain, chain));

        Assert.Equal(others.DefaultIfEmpty(double.PositiveInfinity).Min(), found.RunnerUpUsd, Tolerance);
    });

    [Property(MaxTest = Draws)]
    public Property A_chain_is_never_worse_than_its_best_single_endpoint() => Prop.ForAll(GeneratedProblems.All, problem =>
    {
        var found = ChainSearch.Best(problem).Usd;

        Assert.All(
            BruteForce.Chains(problem with { Longest = 1 }),
            single => Assert.True(found <= BruteForce.Cost(problem, single) + 1e-9));
    });

    [Property(MaxTest = Draws)]
    public Property One_more_endpoint_never_raises_the_expected_cost() => Prop.ForAll(GeneratedProblems.All, problem =>
    {
        var fewer = problem with { Options = problem.Options[..^1] };

        Assert.True(ChainSearch.Best(problem).Usd <= ChainSearch.Best(fewer).Usd + 1e-9);
    });

    [Property(MaxTest = Draws)]
    public Property A_more_expensive_unused_endpoint_changes_nothing() => Prop.ForAll(GeneratedProblems.All, problem =>
    {
        var found = ChainSearch.Best(problem);
        var dearer = problem with
        {
            Options =
            [
                .. problem.Options.Select(
                    (option, index) => found.Chain.Contains(index)
                        ? option
                        : option with { CostUsd = [.. option.CostUsd.Select(usd => usd + 0.5)] }),
            ],
        };
        var again = ChainSearch.Best(dearer);

        Assert.Equal(found.Usd, again.Usd, Tolerance);
        Assert.Equal(found.Usd, found.Chain.IsEmpty ? double.PositiveInfinity : BruteForce.Cost(dearer, [.. again.Chain]), Tolerance);
    });

    [Property(MaxTest = Draws)]
    public Property The_outlook_adds_up_to_the_cost_and_its_probabilities_to_one() => Prop.ForAll(GeneratedProblems.All, problem =>
    {
        foreach (var chain in BruteForce.Chains(problem).Take(20))
        {
            var outlook = ChainOutlook.Of([.. chain.Select(index => problem.Options[index])], problem.Weights.AsSpan(), problem.Terms);

            Assert.Equal(BruteForce.Cost(problem, chain), outlook.TotalUsd, Tolerance);
            Assert.Equal(1, outlook.Solved + outlook.WrongAccepted + outlook.Unsolved, Tolerance);
            Assert.Equal(
                outlook.TotalUsd,
                outlook.Attempts.Sum(attempt => attempt.Usd) + (outlook.Unsolved * problem.Terms.UnsolvedUsd),
                Tolerance);
        }
    });

    [Property(MaxTest = Draws)]
    public Property A_chain_of_one_costs_its_outlook() => Prop.ForAll(GeneratedProblems.All, problem =>
        ChainOutlook.UsdOf(problem.Options[0], problem.Weights.AsSpan(), problem.Terms)
            == ChainOutlook.Of([problem.Options[0]], problem.Weights.AsSpan(), problem.Terms).TotalUsd);

    [Fact]
    public void Hundreds_of_endpoints_are_searched_exactly_and_few_of_them_looked_at()
    {
        var random = new Random(7);
        var options = Enumerable.Range(0, 400).Select(index =>
        {
            var ability = random.NextDouble() * 0.9;
            return new AttemptOption(
                $"o{index}",
                [ability, ability * 0.6, ability * 0.2],
                [.. Enumerable.Repeat(random.NextDouble() * 0.3, 3)]);
        });
        var found = ChainSearch.Best(
            new ChainProblem([.. options], [0.3, 0.4, 0.3], CostRule.Default with { FalseAccept = 0.1, WrongAcceptedUsd = 1.5 }, 3));

        Assert.True(found.IsExact);
        Assert.InRange(found.Considered, 1, 60);
        Assert.InRange(found.Visited, 1, 60 * 59 * 58);
    }

    private static ChainProblem Last(ChainProblem problem, Func<AttemptOption, AttemptOption> change) =>
        problem with { Options = problem.Options.SetItem(problem.Options.Length - 1, change(problem.Options[^1])) };
}
