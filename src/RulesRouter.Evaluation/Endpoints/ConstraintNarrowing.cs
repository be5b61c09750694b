using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>Applies one combined constraint to all endpoints at once.</summary>
internal static class ConstraintNarrowing
{
    /// <summary>Removes the endpoints that violate the constraint.</summary>
    public static void Narrow(CombinedConstraint row, EndpointBits remaining, Estimator estimator)
    {
        if (row.Value is not ConstraintValue.Number bound)
        {
            remaining.And(estimator.View.Satisfying(row.Definition, row.Value));
            return;
        }

        if (row.Definition.Figure == CallFigure.WorstCaseUsd)
        {
            NarrowCosts(bound.Value, remaining, estimator);
            return;
        }

        var column = row.Definition.Figure is { } figure ? estimator.ColumnOf(figure) : estimator.View.NumbersOf(row.Definition);
        if (row.Definition.Kind == ConstraintKind.UpperBound)
        {
            EndpointColumn.KeepAtMost(column, bound.Value, remaining);
        }
        else
        {
            EndpointColumn.KeepAtLeast(column, bound.Value, remaining);
        }
    }

    /// <summary>Costs in columns are doubles: those close to the bound are computed exactly.</summary>
    private static void NarrowCosts(double bound, EndpointBits remaining, Estimator estimator)
    {
        var costs = estimator.ColumnOf(CallFigure.WorstCaseUsd);
        EndpointColumn.KeepAtMost(costs, Usd.Above(bound), remaining);
        var certain = Usd.Below(bound);
        foreach (var index in remaining)
        {
            if (costs[index] >= certain && !(estimator.BoundedCaseUsd(index) <= bound))
            {
                remaining.Clear(index);
            }
        }
    }
}
