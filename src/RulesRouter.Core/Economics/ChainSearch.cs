using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// The chain of least expected total cost: exact, depth first with bounds. Giving up after any attempt is allowed, so a longer chain is
/// found only where it pays.
/// </summary>
public sealed class ChainSearch
{
    /// <summary>Chains looked at before a search is cut short.</summary>
    public const int MostVisited = 2_000_000;

    private const double Close = 1e-12;
    private readonly ChainQuestion question;
    private readonly int scenarios;
    private readonly ImmutableArray<int> considered;
    private readonly double[] floor;
    private readonly double[][] reach;
    private readonly double[] spent;
    private readonly int[] chain;
    private readonly bool[] used;
    private readonly Dictionary<int, (double Usd, ImmutableArray<int> Chain)> bestByFirst = [];
    private int visited;

    private ChainSearch(ChainQuestion question)
    {
        this.question = question;
        scenarios = question.Weights.Length;
        var longest = Math.Min(question.Longest, question.Options.Length);
        considered = Dominance.Undominated(question, longest);
        floor = Floors();
        reach = [.. Enumerable.Range(0, longest + 1).Select(_ => new double[scenarios])];
        spent = new double[longest + 1];
        chain = new int[longest];
        used = new bool[question.Options.Length];
        question.Weights.CopyTo(reach[0]);
    }

    /// <exception cref="ArgumentException">An option does not hold a chance and a cost per scenario.</exception>
    public static ChainFound Best(ChainQuestion question)
    {
        foreach (var option in question.Options)
        {
            if (option.Success.Length != question.Weights.Length || option.CostUsd.Length != question.Weights.Length)
            {
                throw new ArgumentException($"`{option.Id}` holds {option.Success.Length} chances and {option.CostUsd.Length} costs for {question.Weights.Length} scenarios");
            }
        }

        var search = new ChainSearch(question);
        search.Extend(0, 0);
        return search.Result();
    }

    private void Extend(int depth, double worstCase)
    {
        foreach (var index in considered)
        {
            var option = question.Options[index];
            if (used[index] || worstCase + option.WorstCaseUsd > question.BudgetUsd || Clashes(depth, option))
            {
                continue;
            }

            if (visited >= MostVisited)
            {
                return;
            }

            chain[depth] = index;
            used[index] = true;
            Visit(depth, option, worstCase);
            used[index] = false;
        }
    }

    private void Visit(int depth, AttemptOption option, double worstCase)
    {
        visited++;
        spent[depth + 1] = spent[depth] + AttemptStep.Take(reach[depth], option, question.Terms, reach[depth + 1]);
        Offer(depth + 1, spent[depth + 1] + (reach[depth + 1].Sum() * question.Terms.UnsolvedUsd));
        if (depth + 1 < chain.Length && spent[depth + 1] + Least(reach[depth + 1]) < Threshold(chain[0]) - Close)
        {
            Extend(depth + 1, worstCase + option.WorstCaseUsd);
        }
    }

    private void Offer(int length, double usd)
    {
        if (!bestByFirst.TryGetValue(chain[0], out var best) || usd < best.Usd - Close)
        {
            bestByFirst[chain[0]] = (usd, [.. chain.AsSpan(0, length)]);
        }
    }

    /// <summary>What a chain with this first option must undercut to be the best or the runner-up.</summary>
    private double Threshold(int first)
    {
        var least = double.PositiveInfinity;
        var second = double.PositiveInfinity;
        foreach (var (other, found) in bestByFirst)
        {
            if (other == first)
            {
                continue;
            }

            if (found.Usd < least)
            {
                (least, second) = (found.Usd, least);
            }
            else if (found.Usd < second)
            {
                second = found.Usd;
            }
        }

        return bestByFirst.TryGetValue(first, out var own) ? Math.Min(own.Usd, second) : second;
    }

    /// <summary>Below what no continuation goes.</summary>
    private double Least(double[] reached)
    {
        var sum = 0.0;
        for (var scenario = 0; scenario < reached.Length; scenario++)
        {
            sum += reached[scenario] * floor[scenario];
        }

        return sum;
    }

    private double[] Floors()
    {
        var floors = new double[scenarios];
        Array.Fill(floors, question.Terms.UnsolvedUsd);
        foreach (var index in considered)
        {
            var option = question.Options[index];
            for (var at = 0; at < floors.Length; at++)
            {
                floors[at] = Math.Min(floors[at], AttemptStep.Floor(option, option.Success[at], option.CostUsd[at], question.Terms));
            }
        }

        return floors;
    }

    private bool Clashes(int depth, AttemptOption option)
    {
        for (var earlier = 0; earlier < depth; earlier++)
        {
            if (question.Options[chain[earlier]].ClashesWith(option))
            {
                return true;
            }
        }

        return false;
    }

    private ChainFound Result()
    {
        var ranked = bestByFirst.Values.OrderBy(found => found.Usd).ThenBy(found => found.Chain.Length).ThenBy(found => found.Chain[0]).Take(2).ToList();
        return new ChainFound(
            ranked.Count > 0 ? ranked[0].Chain : [],
            ranked.Count > 0 ? ranked[0].Usd : double.PositiveInfinity,
            ranked.Count > 1 ? ranked[1].Chain : [],
            ranked.Count > 1 ? ranked[1].Usd : double.PositiveInfinity,
            visited,
            considered.Length,
            visited < MostVisited);
    }
}
