using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps endpoints of the model that the client named.</summary>
internal sealed class RequestedModelFilter(CompiledRule selecting, string model) : EndpointFilter
{
    public override bool Holds(Candidate candidate, Estimator estimator) =>
        ModelNames.Has(candidate.Endpoint, estimator.View.Aliases, model);

    public override string Read(Candidate candidate, Estimator estimator) => candidate.Endpoint.Model.Id;

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        foreach (var index in remaining)
        {
            if (!ModelNames.Has(estimator.View.Endpoints[index], estimator.View.Aliases, model))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() =>
        new("requestedModel", model, ImmutableSortedSet.Create(StringComparer.Ordinal, selecting.QualifiedId));
}
