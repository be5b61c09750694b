using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Filtering;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// Caps the outputs of a chain so that its worst case is within a budget (semantics 6). Each hop has room for its predicted length, or it
/// would not be eligible; the rest of the budget goes to the first hop, then to the next.
/// </summary>
internal static class OutputCaps
{
    public static ImmutableArray<Hop> Set(ImmutableArray<Hop> hops, Eligibility eligibility, double budgetUsd)
    {
        var estimator = eligibility.Estimator;
        if (!estimator.MayCapOutput || double.IsPositiveInfinity(budgetUsd))
        {
            return hops;
        }

        var indices = hops.Select(hop => eligibility.CandidateOf(hop).Index).ToList();
        var left = Usd.Sum(budgetUsd, -indices.Aggregate(0.0, (sum, index) => Usd.Sum(sum, estimator.BoundedCaseUsd(index))));
        var capped = ImmutableArray.CreateBuilder<Hop>(hops.Length);
        for (var hop = 0; hop < hops.Length; hop++)
        {
            var budget = Usd.Sum(estimator.BoundedCaseUsd(indices[hop]), Math.Max(0, left));
            var worst = estimator.WorstCaseUsd(indices[hop]);
            if (worst <= budget)
            {
                capped.Add(hops[hop]);
                left = Usd.Sum(budget, -worst);
                continue;
            }

            var cap = estimator.LargestCap(indices[hop], budget);
            worst = estimator.WorstCaseUsd(indices[hop], cap);
            capped.Add(hops[hop] with { MaxOutputTokens = (int)cap, Estimate = hops[hop].Estimate with { WorstCaseUsd = worst } });
            left = Usd.Sum(budget, -worst);
        }

        return capped.MoveToImmutable();
    }
}
