using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>Objective <c>script</c>: the number that a script returns.</summary>
internal sealed class ScriptScoring(EndpointScores scores) : ObjectiveScoring
{
    public override bool ScoresByColumn => false;

    public override ReadOnlySpan<double> ColumnOf(Estimator estimator) => [];

    public override double ScoreOf(Candidate candidate, Estimator estimator, ReadOnlySpan<double> column) => scores.Of(candidate).Value;

    public override string Describe(Candidate candidate) => scores.Describe(candidate);
}
