using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Names;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps endpoints with the API that a request other than for a chat asks for.</summary>
internal sealed class ApiFilter(EndpointApi api) : EndpointFilter
{
    public override bool Holds(Candidate candidate, Estimator estimator) => candidate.Endpoint.Api == api;

    public override string Read(Candidate candidate, Estimator estimator) => EnumNames<EndpointApi>.NameOf(candidate.Endpoint.Api);

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        foreach (var index in remaining)
        {
            if (estimator.View.Endpoints[index].Api != api)
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() => new("api", EnumNames<EndpointApi>.NameOf(api), CombinedConstraint.FromRequest);
}
