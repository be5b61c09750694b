using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Economics;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>An endpoint considered for one request.</summary>
/// <param name="index">Its index in the catalog.</param>
/// <param name="estimator">Estimates for the request.</param>
internal sealed class Candidate(int index, Estimator estimator) : CandidateFacts
{
    private HopEstimate? estimate;

    public int Index => index;

    public override DateOnly Today => estimator.Today;

    public override bool AllowSample => estimator.AllowSample;

    public override AliasTable Aliases => estimator.View.Aliases;

    public override Endpoint Endpoint { get; } = estimator.View.Endpoints[index];

    /// <summary>The prices in force; null is unknown.</summary>
    public PriceRates? Rates { get; init; } = estimator.View.RatesOf(index);

    /// <summary>Computed on first use: few candidates become hops.</summary>
    public HopEstimate Estimate
    {
        get => estimate ??= estimator.Estimate(index);
        init => estimate = value;
    }

    /// <summary>Median milliseconds until the complete answer; null if unknown.</summary>
    public double? LatencyP50Ms => Known(estimator.LatencyP50Ms(index));

    /// <summary>US dollars at most, at the tightest cap that the decision may set; infinite if unknown.</summary>
    public double BoundedCaseUsd { get; } = estimator.BoundedCaseUsd(index) is var usd && double.IsNaN(usd) ? double.PositiveInfinity : usd;

    /// <summary>
    /// Milliseconds until the first token of a stream, or until the whole answer, at a quantile: the lognormal distribution with the known
    /// median and 99th percentile. Null if one of them is unknown.
    /// </summary>
    /// <param name="quantile">0.5…0.99.</param>
    public double? LatencyMs(double quantile, bool isStream)
    {
        var (middle, high) = isStream
            ? (estimator.View.TtftP50Ms(index), estimator.View.TtftP99Ms(index))
            : (estimator.LatencyP50Ms(index), estimator.LatencyP99Ms(index));
        return middle > 0 && high >= middle
            ? middle * Math.Pow(high / middle, NormalQuantile.Of(quantile) / NormalQuantile.Of(0.99))
            : null;
    }

    public override double? FigureOf(CallFigure figure) => figure switch
    {
        CallFigure.InputPrice => Known(estimator.View.RatesOf(index, estimator.InputTokens).Input),
        CallFigure.OutputPrice => Known(estimator.View.RatesOf(index, estimator.InputTokens).Output),
        CallFigure.LatencyP99Ms => Estimate.LatencyP99Ms,
        CallFigure.WorstCaseUsd => double.IsPositiveInfinity(BoundedCaseUsd) ? null : BoundedCaseUsd,
        CallFigure.Quality => Estimate.QualityIsPrior ? null : Estimate.Quality,
        CallFigure.QualityOrPrior => Estimate.Quality,
    };

    /// <param name="chance">P(its answer is right), 0..1.</param>
    public Candidate WithSuccess(double chance) => new(index, estimator) { Rates = Rates, Estimate = EstimateWith(chance) };

    /// <param name="chance">P(its answer is right), 0..1.</param>
    public HopEstimate EstimateWith(double chance) => estimator.Estimate(index, chance);

    private static double? Known(double figure) => double.IsNaN(figure) ? null : figure;
}
