using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>Objective <c>price</c>: the expected token cost of the call.</summary>
internal sealed class PriceScoring : ObjectiveScoring
{
    public override bool ScoresByCost => true;

    public override ReadOnlySpan<double> ColumnOf(Estimator estimator) => estimator.TokenCostsUsd();

    public override string Describe(Candidate candidate) => Dollars(candidate.Estimate.TokenCostUsd);
}
