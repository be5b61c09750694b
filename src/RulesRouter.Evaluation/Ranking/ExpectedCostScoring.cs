using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>
/// Objective <c>expected-cost</c> where no eligible endpoint has both a price and evidence about success: by price. Otherwise chains are
/// compared, not endpoints.
/// </summary>
internal sealed class ExpectedCostScoring : ObjectiveScoring
{
    public override bool ScoresByCost => true;

    public override ReadOnlySpan<double> ColumnOf(Estimator estimator) => estimator.TokenCostsUsd();

    public override string Describe(Candidate candidate) => Dollars(candidate.Estimate.TokenCostUsd);
}
