using RulesRouter.Catalog;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>An endpoint under estimator for one request.</summary>
/// <param name="index">Its index in the catalog.</param>
/// <param name="estimator">Estimates for the request.</param>
internal sealed class Candidate(int index, Estimator estimator)
{
    private HopEstimate? estimate;

    public int Index => index;

    public Endpoint Endpoint { get; } = estimator.View.Endpoints[index];

    /// <summary>The prices in force; null is unknown.</summary>
    public PriceRates? Rates { get; init; } = estimator.View.RatesOf(index);

    /// <summary>Computed on first use: few candidates become hops.</summary>
    public HopEstimate Estimate
    {
        get => estimate ??= estimator.Estimate(index);
        init => estimate = value;
    }

    /// <summary>US dollars at most; infinite if the price is unknown.</summary>
    public double WorstCaseUsd => Estimate.WorstCaseUsd ?? double.PositiveInfinity;

    /// <param name="chance">P(its answer is right), 0..1.</param>
    public Candidate WithSuccess(double chance) => new(index, estimator) { Rates = Rates, Estimate = Estimate with { SuccessProbability = chance } };
}
