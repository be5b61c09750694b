using System.Globalization;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>Objective <c>quality</c>: the highest ability at the task, at a cautious quantile.</summary>
internal sealed class QualityScoring : ObjectiveScoring
{
    public override bool ScoresByColumn => false;

    public override ReadOnlySpan<double> ColumnOf(Estimator estimator) => estimator.Qualities();

    public override double ScoreOf(Candidate candidate, Estimator estimator, ReadOnlySpan<double> column) => -column[candidate.Index];

    public override string Describe(Candidate candidate) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"quality {candidate.Estimate.Quality:0.000}{(candidate.Estimate.QualityIsPrior ? " (a prior: no published score)" : "")}");
}
