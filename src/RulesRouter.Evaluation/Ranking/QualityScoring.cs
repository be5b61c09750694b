using System.Globalization;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>Objective <c>quality</c>: the highest mean of the catalog's figures for the task.</summary>
internal sealed class QualityScoring : ObjectiveScoring
{
    public override bool ScoresByColumn => false;

    public override ReadOnlySpan<double> ColumnOf(Estimator estimator) => estimator.Qualities();

    public override double ScoreOf(Candidate candidate, Estimator estimator, ReadOnlySpan<double> column) => -column[candidate.Index];

    public override string Describe(Candidate candidate) =>
        candidate.Estimate.Quality is { } quality
            ? string.Create(CultureInfo.InvariantCulture, $"quality {quality:0.000}")
            : "quality unknown";
}
