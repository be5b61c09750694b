using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>Applies a bound to all endpoints at once.</summary>
internal static class NumberNarrowing
{
    /// <summary>Whether the figure depends on the request.</summary>
    public static bool IsOfRequest(ConstraintDefinition definition) =>
        ReferenceEquals(definition, Constraints.Quality) || ReferenceEquals(definition, Constraints.LatencyP99Ms) || ReferenceEquals(definition, Constraints.MaxCostUsd)
        || ReferenceEquals(definition, Constraints.InputPrice) || ReferenceEquals(definition, Constraints.OutputPrice);

    public static void Narrow(ConstraintDefinition definition, double bound, EndpointBits remaining, Estimator estimator)
    {
        var column = IsOfRequest(definition)
            ? OfRequest(definition, estimator)
            : estimator.View.NumbersOf(definition);
        if (definition.Kind == ConstraintKind.UpperBound)
        {
            EndpointColumn.KeepAtMost(column, bound, remaining);
        }
        else
        {
            EndpointColumn.KeepAtLeast(column, bound, remaining);
        }
    }

    private static ReadOnlySpan<double> OfRequest(ConstraintDefinition definition, Estimator estimator) =>
        ReferenceEquals(definition, Constraints.LatencyP99Ms) ? estimator.View.LatenciesP99Ms(estimator.ExpectedOutput)
        : ReferenceEquals(definition, Constraints.OutputPrice) ? estimator.View.OutputRates(estimator.InputTokens)
        : ReferenceEquals(definition, Constraints.InputPrice) ? estimator.View.InputRates(estimator.InputTokens)
        : ReferenceEquals(definition, Constraints.MaxCostUsd) ? estimator.WorstCasesUsd()
        : estimator.Qualities();
}
