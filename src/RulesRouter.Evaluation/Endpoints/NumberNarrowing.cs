using RulesRouter.Constraints;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>Applies a bound to all endpoints at once.</summary>
internal static class NumberNarrowing
{
    public static void Narrow(ConstraintDefinition definition, double bound, EndpointBits remaining, Estimator estimator)
    {
        var column = definition.Figure is { } figure ? estimator.ColumnOf(figure) : estimator.View.NumbersOf(definition);
        if (definition.Kind == ConstraintKind.UpperBound)
        {
            EndpointColumn.KeepAtMost(column, bound, remaining);
        }
        else
        {
            EndpointColumn.KeepAtLeast(column, bound, remaining);
        }
    }
}
