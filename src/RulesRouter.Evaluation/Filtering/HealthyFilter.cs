using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Excludes endpoints that are down or excluded, or whose provider, carrier or failure domain is.</summary>
internal sealed class HealthyFilter(RouterState state) : EndpointFilter
{
    public override bool Holds(Candidate candidate, Estimator estimator) =>
        !IsDown(candidate) && ReasonOf(candidate) is null;

    public override string Read(Candidate candidate, Estimator estimator) =>
        IsDown(candidate) ? "down" : ReasonOf(candidate) ?? "up";

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        if (state.Down.IsEmpty && state.Excluded.IsEmpty)
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

    private bool IsDown(Candidate candidate) => !state.Down.IsEmpty
        && (state.Down.Contains(candidate.Endpoint.Id)
            || candidate.Endpoint.PassesThrough.Any(provider => state.Down.Contains(provider.Id))
            || candidate.Endpoint.FailureDomains.Any(state.Down.Contains));

    /// <summary>Why the endpoint, its provider or a carrier is excluded; null if it is not.</summary>
    private string? ReasonOf(Candidate candidate)
    {
        if (state.Excluded.IsEmpty)
        {
            return null;
        }

        return state.Excluded.TryGetValue(candidate.Endpoint.Id, out var reason)
            ? reason
            : candidate.Endpoint.PassesThrough.Select(provider => state.Excluded.GetValueOrDefault(provider.Id)).FirstOrDefault(
                one => one is not null);
    }
}
