using RulesRouter.Catalog;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>An endpoint under consideration for one request.</summary>
/// <param name="index">Its place in the catalog.</param>
/// <param name="on">What it is considered for.</param>
internal sealed class Candidate(int index, Consideration on)
{
    private HopEstimate? estimate;

    public int Index => index;

    public Endpoint Endpoint { get; } = on.View.Endpoints[index];

    /// <summary>The prices in force; null is unknown.</summary>
    public PriceRates? Rates { get; init; } = on.View.RatesOf(index);

    /// <summary>Worked out the first time somebody reads it: of a hundred candidates three become hops.</summary>
    public HopEstimate Estimate
    {
        get => estimate ??= on.Estimate(index);
        init => estimate = value;
    }

    /// <summary>US dollars at most; without bound where the price is unknown.</summary>
    public double WorstCaseUsd => Estimate.WorstCaseUsd ?? double.PositiveInfinity;

    /// <param name="chance">P(its answer is right), 0..1.</param>
    public Candidate WithSuccess(double chance) => new(index, on) { Rates = Rates, Estimate = Estimate with { SuccessProbability = chance } };
}
