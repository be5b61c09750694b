using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>Result of a constraint set that many requests share, computed once for every endpoint.</summary>
/// <param name="Satisfying">The endpoints that satisfy every row except the open ones.</param>
/// <param name="Excluded">How many endpoints each of those rows excludes, and none before it.</param>
/// <param name="Open">The rows that depend on the request.</param>
internal sealed record SharedConstraints(
    EndpointBits Satisfying,
    ImmutableArray<ExclusionCount> Excluded,
    ImmutableArray<CombinedConstraint> Open)
{
    public static SharedConstraints Of(ConstraintSet rules, EndpointView view)
    {
        var noRequest = Estimator.OfNoRequest(view);
        var satisfying = EndpointBits.All(view.Endpoints.Length);
        var excluded = ImmutableArray.CreateBuilder<ExclusionCount>();
        foreach (var row in rules.Rows.Where(row => row.Definition.Figure is null))
        {
            var before = satisfying.Count();
            ConstraintNarrowing.Narrow(row, satisfying, noRequest);
            if (before - satisfying.Count() is > 0 and var count)
            {
                excluded.Add(new ExclusionCount(row.Definition.Name, count));
            }
        }

        return new SharedConstraints(satisfying, excluded.ToImmutable(), [.. rules.Rows.Where(row => row.Definition.Figure is not null)]);
    }
}
