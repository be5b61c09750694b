using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>Objective <c>latency</c>: the time of the whole answer at p50.</summary>
internal sealed class LatencyScoring : ObjectiveScoring
{
    public override ReadOnlySpan<double> ColumnOf(Estimator estimator) => estimator.View.LatenciesP50Ms(estimator.ExpectedOutput);

    public override string Describe(Candidate candidate) =>
        candidate.Estimate.LatencyP50Ms is { } p50
            ? $"{(long)Math.Round(p50, MidpointRounding.AwayFromZero)} ms at p50"
            : "latency unknown";
}
