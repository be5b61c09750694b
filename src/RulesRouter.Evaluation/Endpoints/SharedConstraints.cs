using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>Result of a constraint set that many requests share, computed once for every endpoint.</summary>
/// <param name="Satisfying">The endpoints that satisfy every row except the open ones.</param>
/// <param name="Open">The rows that depend on the request.</param>
internal sealed record SharedConstraints(EndpointBits Satisfying, ImmutableArray<CombinedConstraint> Open)
{
    public static SharedConstraints Of(ConstraintSet rules, EndpointView view)
    {
        var noRequest = Estimator.OfNoRequest(view);
        var satisfying = EndpointBits.All(view.Endpoints.Length);
        foreach (var row in rules.Rows.Where(row => row.Definition.Figure is null))
        {
            ConstraintNarrowing.Narrow(row, satisfying, noRequest);
        }

        return new SharedConstraints(satisfying, [.. rules.Rows.Where(row => row.Definition.Figure is not null)]);
    }
}
