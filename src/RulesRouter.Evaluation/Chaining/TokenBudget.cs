using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>Keeps the worst case of a chain within what remains of budgets of tokens: all hops together.</summary>
internal static class TokenBudget
{
    /// <summary>The first hops, as far as they fit together at their tightest caps.</summary>
    public static ImmutableArray<Hop> Fitting(ImmutableArray<Hop> hops, FilteredCandidates filtered)
    {
        var remaining = Remaining(filtered.Effects.Budgets);
        if (double.IsPositiveInfinity(remaining))
        {
            return hops;
        }

        var (estimator, count, sum) = (filtered.First.Eligibility.Estimator, 0, 0.0);
        while (count < hops.Length && sum + estimator.BoundedTokens(IndexOf(hops[count], filtered)) <= remaining)
        {
            sum += estimator.BoundedTokens(IndexOf(hops[count], filtered));
            count++;
        }

        return hops[..count];
    }

    /// <summary>
    /// Caps outputs so that the hops fit together. Each has room for its predicted length; the rest goes to the first hop, then to the
    /// next.
    /// </summary>
    public static ImmutableArray<Hop> Capped(ImmutableArray<Hop> hops, FilteredCandidates filtered)
    {
        var (estimator, remaining) = (filtered.First.Eligibility.Estimator, Remaining(filtered.Effects.Budgets));
        if (double.IsPositiveInfinity(remaining) || !estimator.MayCapOutput)
        {
            return hops;
        }

        var later = hops.Sum(hop => estimator.BoundedTokens(IndexOf(hop, filtered)));
        var capped = ImmutableArray.CreateBuilder<Hop>(hops.Length);
        foreach (var hop in hops)
        {
            var index = IndexOf(hop, filtered);
            later -= estimator.BoundedTokens(index);
            var room = remaining - later - estimator.LongestInputAt(index);
            var longest = hop.MaxOutputTokens ?? estimator.LongestOutput(index);
            var cap = longest * estimator.Answers <= room
                ? hop.MaxOutputTokens
                : (int)Math.Min(int.MaxValue, Math.Floor(room / estimator.Answers));
            capped.Add(cap == hop.MaxOutputTokens
                ? hop
                : hop with
                {
                    MaxOutputTokens = cap,
                    Estimate = hop.Estimate with { WorstCaseUsd = Known(estimator.WorstCaseUsd(index, cap!.Value)) },
                });
            remaining -= estimator.AllTokens(index, cap ?? longest);
        }

        return capped.MoveToImmutable();
    }

    /// <summary>The budgets of tokens whose worst case counts.</summary>
    public static IEnumerable<BudgetReading> Of(ImmutableArray<BudgetReading> budgets) =>
        budgets.Where(one => !one.IsUnknown && one.Budget is { Unit: BudgetUnit.Tokens, Reserve: BudgetReserve.WorstCase });

    private static double Remaining(ImmutableArray<BudgetReading> budgets) =>
        budgets.IsEmpty ? double.PositiveInfinity : Of(budgets).Select(one => one.Remaining).Append(double.PositiveInfinity).Min();

    private static int IndexOf(Hop hop, FilteredCandidates filtered) => filtered.First.Eligibility.CandidateOf(hop).Index;

    private static double? Known(double usd) => double.IsNaN(usd) ? null : usd;
}
