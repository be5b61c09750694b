using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>
/// Excludes endpoints of a model whose output was rejected: at another provider or in another region, the same model mostly fails again.
/// An alias is its target.
/// </summary>
internal sealed class RejectedModelFilter(DecisionRequest request) : EndpointFilter
{
    private readonly ImmutableHashSet<string> endpoints =
        [.. request.Attempts.Where(attempt => attempt.Failed == FailureClass.RejectedOutput).Select(attempt => attempt.Endpoint)];

    private ImmutableHashSet<string>? models;

    public override bool Holds(Candidate candidate, Estimator estimator) => !IsRejected(candidate.Endpoint, estimator);

    public override string Read(Candidate candidate, Estimator estimator) =>
        $"output of {estimator.View.Aliases.Behind(candidate.Endpoint.Model).Id} rejected";

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        if (endpoints.IsEmpty)
        {
            return;
        }

        foreach (var index in remaining)
        {
            if (IsRejected(estimator.View.Endpoints[index], estimator))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() =>
        new("otherModel", "another model than one whose output was rejected", CombinedConstraint.FromRequest);

    private bool IsRejected(Endpoint endpoint, Estimator estimator) =>
        !endpoints.IsEmpty && Models(estimator.View).Contains(estimator.View.Aliases.Behind(endpoint.Model).Id);

    private ImmutableHashSet<string> Models(EndpointView view) => models ??=
    [
        .. view.Endpoints.Where(endpoint => endpoints.Contains(endpoint.Id)).Select(endpoint => view.Aliases.Behind(endpoint.Model).Id),
    ];
}
