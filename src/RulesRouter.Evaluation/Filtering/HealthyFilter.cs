using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Excludes endpoints that are down, or whose provider, carrier or failure domain is down.</summary>
internal sealed class HealthyFilter(RouterState state) : EndpointFilter
{
    public override bool Holds(Candidate candidate, Estimator estimator) =>
        state.Down.IsEmpty
            || !(state.Down.Contains(candidate.Endpoint.Id)
                || candidate.Endpoint.PassesThrough.Any(provider => state.Down.Contains(provider.Id))
                || candidate.Endpoint.FailureDomains.Any(state.Down.Contains));

    public override string Read(Candidate candidate, Estimator estimator) => "down";

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        if (state.Down.IsEmpty)
        {
            return;
        }

        foreach (var index in remaining)
        {
            if (!Holds(estimator.CandidateAt(index), estimator))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() => new("healthy", "up", EndpointFilters.FromService);
}
