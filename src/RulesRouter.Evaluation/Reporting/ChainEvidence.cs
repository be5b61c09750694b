using RulesRouter.Decisions;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Filtering;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>The evidence on which a chain rests.</summary>
internal static class ChainEvidence
{
    /// <summary>Sample if a hop would be ineligible, or its latency unknown, if sample evidence counted as unknown.</summary>
    public static EvidenceKind Of(PlannedChain planned)
    {
        var filtered = planned.Ranked.Filtered;
        var prepared = filtered.Effects.Prepared;
        if (!prepared.Estimator.AllowSample)
        {
            return EvidenceKind.Verified;
        }

        var strict = prepared.Estimator with
        {
            View = prepared.Input.Set.Endpoints.At(prepared.Input.At, allowSample: false, prepared.Input.State.Latencies),
        };
        var (satisfying, dropped) = (filtered.First.Filters.Satisfying(strict), 0);
        foreach (var hop in planned.Hops)
        {
            if (hop.Dropped.Length > dropped)
            {
                dropped = hop.Dropped.Length;
                satisfying = CandidateFilter
                    .FiltersOf(filtered.Effects, filtered.PreferredKept - dropped, keepsModel: false, filtered.Effects.Selecting)
                    .Satisfying(strict);
            }

            var index = filtered.First.Eligibility.CandidateOf(hop).Index;
            if (!satisfying[index] || !IsSame(strict.CandidateAt(index).Estimate, hop.Estimate))
            {
                return EvidenceKind.Sample;
            }
        }

        return EvidenceKind.Verified;
    }

    /// <summary>Success probability and worst case do not rest on evidence about the endpoint.</summary>
    private static bool IsSame(HopEstimate strict, HopEstimate found) =>
        strict == found with { SuccessProbability = null, WorstCaseUsd = strict.WorstCaseUsd };
}
