using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// Caps the outputs of a chain so that its worst case is within a budget (semantics 6). Each hop has room for its predicted length, or it
/// would not be eligible; the rest of the budget goes to the first hop, then to the next. Earlier attempts were the first hops: the chain
/// of a request that asks again is the rest of the chain before, with the same caps.
/// </summary>
internal static class OutputCaps
{
    public static ImmutableArray<Hop> Set(ImmutableArray<Hop> hops, FilteredCandidates filtered)
    {
        var estimator = filtered.First.Eligibility.Estimator;
        return estimator.MayCapOutput && !double.IsPositiveInfinity(filtered.BudgetUsd) ? Set(hops, filtered, estimator) : hops;
    }

    private static ImmutableArray<Hop> Set(ImmutableArray<Hop> hops, FilteredCandidates filtered, Estimator estimator)
    {
        var indices = hops.Select(hop => filtered.First.Eligibility.CandidateOf(hop).Index).ToList();
        var budgets = hops.Select(hop => filtered.Effects.BudgetUsd(filtered.PreferredKept - hop.Dropped.Length)).ToList();
        var paid = 0.0;
        paid = Rest(0) is var spare && double.IsFinite(spare)
            ? AttemptCosts.AboveCharged(filtered.Effects, filtered.PreferredKept, spare)
            : 0;
        var capped = ImmutableArray.CreateBuilder<Hop>(hops.Length);
        for (var hop = 0; hop < hops.Length && !double.IsPositiveInfinity(budgets[hop]); hop++)
        {
            var budget = Usd.Sum(estimator.BoundedCaseUsd(indices[hop]), Rest(hop));
            var worst = estimator.WorstCaseUsd(indices[hop]);
            if (worst <= budget)
            {
                capped.Add(hops[hop]);
            }
            else
            {
                var cap = estimator.LargestCap(indices[hop], budget);
                worst = estimator.WorstCaseUsd(indices[hop], cap);
                capped.Add(hops[hop] with { MaxOutputTokens = (int)cap, Estimate = hops[hop].Estimate with { WorstCaseUsd = worst } });
            }

            paid = Usd.Sum(paid, worst);
        }

        return [.. capped, .. hops.Skip(capped.Count)];

        // What the hops from one on leave of the budget of any of them at their tightest caps.
        double Rest(int from)
        {
            var (sum, rest) = (paid, double.PositiveInfinity);
            for (var hop = from; hop < hops.Length && !double.IsPositiveInfinity(budgets[hop]); hop++)
            {
                sum = Usd.Sum(sum, estimator.BoundedCaseUsd(indices[hop]));
                rest = Math.Min(rest, Usd.Sum(budgets[hop], -sum));
            }

            return Math.Max(0, rest);
        }
    }

    /// <summary>Lowers a maximum that the request takes, and does not need, to what each endpoint gives beside the prompt.</summary>
    public static ImmutableArray<Hop> Clamp(ImmutableArray<Hop> hops, FilteredCandidates filtered) =>
        filtered.First.Eligibility.Estimator.ClampsOutput ? Clamped(hops, filtered) : hops;

    private static ImmutableArray<Hop> Clamped(ImmutableArray<Hop> hops, FilteredCandidates filtered) =>
    [
        .. hops.Select(hop => hop.MaxOutputTokens is null && ClampOf(hop, filtered) is { } clamp
            ? hop with { MaxOutputTokens = clamp }
            : hop),
    ];

    /// <summary>The cap of a hop is what its endpoint gives, and not lower for a bound.</summary>
    public static bool IsClamped(Hop hop, FilteredCandidates filtered) =>
        filtered.First.Eligibility.Estimator.ClampsOutput && hop.MaxOutputTokens == ClampOf(hop, filtered);

    /// <summary>Null if the endpoint gives what the request takes.</summary>
    private static int? ClampOf(Hop hop, FilteredCandidates filtered)
    {
        var estimator = filtered.First.Eligibility.Estimator;
        var longest = estimator.LongestOutput(filtered.First.Eligibility.CandidateOf(hop).Index);
        return longest < estimator.OutputCap ? (int)Math.Max(1, longest) : null;
    }
}
