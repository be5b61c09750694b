using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>Holds all endpoints to a bound at once.</summary>
internal static class NumberNarrowing
{
    /// <summary>Whether the figure differs from request to request.</summary>
    public static bool IsOfRequest(ConstraintDefinition definition) =>
        ReferenceEquals(definition, Constraints.Quality) || ReferenceEquals(definition, Constraints.LatencyP99Ms) || ReferenceEquals(definition, Constraints.MaxCostUsd)
        || ReferenceEquals(definition, Constraints.InputPrice) || ReferenceEquals(definition, Constraints.OutputPrice);

    public static void Narrow(ConstraintDefinition definition, double bound, EndpointBits alive, Consideration on)
    {
        var column = IsOfRequest(definition)
            ? OfRequest(definition, on)
            : on.View.NumbersOf(definition);
        if (definition.Kind == ConstraintKind.UpperBound)
        {
            EndpointColumn.KeepAtMost(column, bound, alive);
        }
        else
        {
            EndpointColumn.KeepAtLeast(column, bound, alive);
        }
    }

    private static ReadOnlySpan<double> OfRequest(ConstraintDefinition definition, Consideration on) =>
        ReferenceEquals(definition, Constraints.LatencyP99Ms) ? on.View.LatenciesP99Ms(on.ExpectedOutput)
        : ReferenceEquals(definition, Constraints.OutputPrice) ? on.View.OutputRates(on.InputTokens)
        : ReferenceEquals(definition, Constraints.InputPrice) ? on.View.InputRates(on.InputTokens)
        : ReferenceEquals(definition, Constraints.MaxCostUsd) ? on.WorstCasesUsd()
        : on.Qualities();
}
