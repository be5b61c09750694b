using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// A hop of a decision as constraints read it: from the catalog and the hop's own estimate, independent of the evaluator.
/// </summary>
/// <param name="rates">For the call's input length; null is unknown.</param>
internal sealed class HopCandidate(
    Endpoint endpoint,
    HopEstimate estimate,
    PriceRates? rates,
    AliasTable aliases,
    DateTimeOffset at,
    bool allowSample) : CandidateFacts
{
    public override Endpoint Endpoint => endpoint;

    public override DateOnly Today => DateOnly.FromDateTime(at.UtcDateTime);

    public override bool AllowSample => allowSample;

    public override AliasTable Aliases => aliases;

    public override double? FigureOf(CallFigure figure) => figure switch
    {
        CallFigure.InputPrice => rates?.Input,
        CallFigure.OutputPrice => rates?.Output,
        CallFigure.LatencyP99Ms => estimate.LatencyP99Ms,
        CallFigure.WorstCaseUsd => estimate.WorstCaseUsd,
        CallFigure.Quality => estimate.QualityIsPrior ? null : estimate.Quality,
        CallFigure.QualityOrPrior => estimate.Quality,
    };
}
