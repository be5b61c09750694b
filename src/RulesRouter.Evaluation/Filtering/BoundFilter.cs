using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps the endpoint that holds a part of the conversation.</summary>
internal sealed class BoundFilter(string endpoint) : EndpointFilter
{
    public override bool Holds(Candidate candidate, Estimator estimator) => candidate.Endpoint.Id == endpoint;

    public override string Read(Candidate candidate, Estimator estimator) => candidate.Endpoint.Id;

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        foreach (var index in remaining)
        {
            if (estimator.View.Endpoints[index].Id != endpoint)
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() => new("boundTo", endpoint, CombinedConstraint.FromRequest);
}
