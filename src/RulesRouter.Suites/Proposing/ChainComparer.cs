using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RulesRouter.Economics;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Policies;

namespace RulesRouter.Suites.Proposing;

/// <summary>
/// Compares chains for the scenarios of one group. A scenario of the suite and a node of the difficulty that attempts share are one
/// scenario of the chain search, so one search finds the best common chain.
/// </summary>
/// <param name="measured">By endpoint id; for others the catalog's estimate counts.</param>
internal sealed class ChainComparer(IReadOnlyDictionary<string, MeasuredCost> measured)
{
    private const int Draws = 2_000;
    private const int Seed = 1;

    public ImmutableArray<ChainComparison> Compare(IEnumerable<RoutedScenario> scenarios) =>
    [
        .. scenarios.GroupBy(scenario => scenario.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Compare([.. group])),
    ];

    private ChainComparison Compare(ImmutableArray<RoutedScenario> group)
    {
        var first = group[0];
        var terms = first.Chains.Selecting.Terms;
        var common = first.Chains.Options.Select(option => option.Ranked.Id)
            .Where(id => group.All(scenario => OptionOf(scenario, id) is not null))
            .ToImmutableArray();
        var best = BestChain(group, common, terms);
        var today = group.GroupBy(scenario => string.Join('\n', scenario.Today), StringComparer.Ordinal)
            .OrderByDescending(same => same.Count())
            .ThenBy(same => same.Key, StringComparer.Ordinal)
            .First();
        var (todayCost, bestCost) = (
            CostOf(group, scenario => scenario.Today, terms, AtMean),
            best.IsEmpty ? null : CostOf(group, _ => best, terms, AtMean));
        return new ChainComparison(
            first.Scenario.Task,
            group.Length,
            first.Scenario.Attributes,
            first.Chains.Selecting.Layer,
            first.Chains.Selecting.Rule,
            today.First().Today,
            group.Length - today.Count(),
            todayCost,
            best,
            bestCost,
            todayCost is null || bestCost is null ? null : SavingOf(group, best, terms, todayCost.Usd - bestCost.Usd),
            [.. measured.Keys.Where(id => !common.Contains(id)).Order(StringComparer.Ordinal)]);
    }

    private ImmutableArray<string> BestChain(ImmutableArray<RoutedScenario> group, ImmutableArray<string> options, CostRule terms)
    {
        var problem = new ChainProblem(
            [.. options.Select(id => Joined([.. group.Select(scenario => Priced(OptionOf(scenario, id)!, terms))]))],
            [.. group.SelectMany(_ => SharedDifficulty.Weights.Select(weight => weight / group.Length))],
            terms,
            group[0].Chains.Selecting.Rule.Selection!.Fallback.Max + 1);
        return [.. ChainSearch.Best(problem).Chain.Select(index => options[index])];
    }

    /// <summary>One option over the difficulty nodes of all scenarios.</summary>
    private static AttemptOption Joined(ImmutableArray<AttemptOption> parts) => parts[0] with
    {
        Success = [.. parts.SelectMany(part => part.Success)],
        CostUsd = [.. parts.SelectMany(part => part.CostUsd)],
    };

    /// <summary>Null if a chain is empty, or an endpoint of it is no option.</summary>
    /// <param name="successOf">P(right) per node of the shared difficulty.</param>
    private ChainCost? CostOf(
        ImmutableArray<RoutedScenario> group,
        Func<RoutedScenario, ImmutableArray<string>> chainOf,
        CostRule terms,
        Func<RoutedScenario, ComparableOption, ImmutableArray<double>> successOf)
    {
        var (usd, solved) = (0.0, 0.0);
        foreach (var scenario in group)
        {
            var chain = chainOf(scenario);
            var options = chain.Select(id => OptionOf(scenario, id)).ToList();
            if (options.Count == 0 || options.Contains(null))
            {
                return null;
            }

            AttemptOption[] attempts =
                [.. options.Select(option => Priced(option!, terms) with { Success = successOf(scenario, option!) })];
            var outlook = ChainOutlook.Of(attempts, SharedDifficulty.Weights.AsSpan(), terms);
            (usd, solved) = (usd + outlook.TotalUsd, solved + outlook.Solved);
        }

        return new ChainCost(usd / group.Length, solved / group.Length);
    }

    /// <summary>
    /// Draws every model's success from its belief, apart from those of other models: what they share, such as the difficulty of the tasks,
    /// would move both chains alike, so the interval is rather too wide than too narrow.
    /// </summary>
    private Saving SavingOf(ImmutableArray<RoutedScenario> group, ImmutableArray<string> best, CostRule terms, double mean)
    {
        var random = new Random(Seed);
        var models = group.SelectMany(scenario => scenario.Chains.Options.Select(option => option.Model))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var savings = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var errors = models.ToDictionary(model => model, _ => NormalQuantile.Of(Uniform(random)), StringComparer.Ordinal);
            ImmutableArray<double> Drawn(RoutedScenario scenario, ComparableOption option) => SuccessProbabilities.Of(
                ChanceOf(option.Success.Logit + (option.Success.Deviation * errors[option.Model])),
                scenario.Chains.Spread);
            savings[draw] = CostOf(group, scenario => scenario.Today, terms, Drawn)!.Usd - CostOf(group, _ => best, terms, Drawn)!.Usd;
        }

        Array.Sort(savings);
        return new Saving(
            mean,
            savings[(int)(0.025 * Draws)],
            savings[(int)(0.975 * Draws)],
            savings.Count(saving => saving > 0) / (double)Draws,
            Draws);
    }

    /// <summary>In (0, 1).</summary>
    private static double Uniform(Random random) => Math.Clamp(random.NextDouble(), 1e-9, 1 - 1e-9);

    private static double ChanceOf(double logit) => Math.Clamp(Logit.ToChance(logit), 0.005, 0.995);

    private static ImmutableArray<double> AtMean(RoutedScenario scenario, ComparableOption option) =>
        SuccessProbabilities.AtMean(option.Success, scenario.Chains.Spread);

    /// <summary>The option at the dollars and seconds that the suite measured, where it did.</summary>
    private AttemptOption Priced(ComparableOption option, CostRule terms)
    {
        if (!measured.TryGetValue(option.Ranked.Id, out var cost))
        {
            return option.Ranked;
        }

        var usd = new double[SharedDifficulty.Scenarios];
        Array.Fill(usd, cost.Usd + (cost.Seconds / 60 * terms.TimeUsdPerMinute));
        return option.Ranked with { CostUsd = ImmutableCollectionsMarshal.AsImmutableArray(usd) };
    }

    private static ComparableOption? OptionOf(RoutedScenario scenario, string id) =>
        scenario.Chains.Options.FirstOrDefault(option => option.Ranked.Id == id);
}
