using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Excludes endpoints that were already tried in this chain.</summary>
internal sealed class UntriedFilter(DecisionRequest request) : EndpointFilter
{
    private const int MaxSearched = 8;

    /// <summary>Null for a few attempts, which are searched faster one by one.</summary>
    private readonly HashSet<string>? tried = request.Attempts.Length <= MaxSearched
        ? null
        : request.Attempts.Select(attempt => attempt.Endpoint).ToHashSet(StringComparer.Ordinal);

    public override bool Holds(Candidate candidate, Estimator estimator) => !Tried(candidate.Endpoint.Id);

    public override string Read(Candidate candidate, Estimator estimator) => "tried";

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        foreach (var index in remaining)
        {
            if (Tried(estimator.View.Endpoints[index].Id))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() => new("untried", "not tried in this chain", CombinedConstraint.FromRequest);

    private bool Tried(string endpoint)
    {
        if (tried is { } all)
        {
            return all.Contains(endpoint);
        }

        foreach (var attempt in request.Attempts)
        {
            if (attempt.Endpoint == endpoint)
            {
                return true;
            }
        }

        return false;
    }
}
