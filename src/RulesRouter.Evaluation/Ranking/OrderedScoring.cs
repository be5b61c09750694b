using RulesRouter.Catalog;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>Objective <c>ordered</c>: the position of the first preferred pattern that matches.</summary>
internal sealed class OrderedScoring(Selection selection) : ObjectiveScoring
{
    public override bool ScoresByColumn => false;

    public override ReadOnlySpan<double> ColumnOf(Estimator estimator) => [];

    public override double ScoreOf(Candidate candidate, Estimator estimator, ReadOnlySpan<double> column) =>
        estimator.View.PreferenceOf(selection).Places[candidate.Index];

    public override string Describe(Candidate candidate)
    {
        var pattern = selection.Prefer.FirstOrDefault(
            preference => new EndpointPattern(preference.Pattern).Matches(candidate.Endpoint))?.Pattern;
        return $"preferred as {pattern ?? "none"}, {Dollars(candidate.Estimate.TokenCostUsd)}";
    }
}
