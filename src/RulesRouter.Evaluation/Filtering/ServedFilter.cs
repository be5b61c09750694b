using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps endpoints that are released and not retired.</summary>
internal sealed class ServedFilter : EndpointFilter
{
    public static ServedFilter Instance { get; } = new();

    public override bool Holds(Candidate candidate, Estimator estimator) => candidate.Endpoint.IsServed(estimator.Today);

    public override string Read(Candidate candidate, Estimator estimator) =>
        candidate.Endpoint.IsRetired(estimator.Today)
            ? $"retired on {candidate.Endpoint.RetiresOn:yyyy-MM-dd}"
            : $"released on {candidate.Endpoint.ReleasedOn:yyyy-MM-dd}";

    public override void Narrow(EndpointBits remaining, Estimator estimator) => remaining.And(estimator.View.Served);

    protected override EndpointConstraint Describe() => new("served", "released and not retired", EndpointFilters.FromService);
}
