using System.Collections.Frozen;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>Holds many endpoints to a bound: whole columns where no request changes the figure, survivor by survivor where it does.</summary>
internal static class NumberNarrowing
{
    /// <summary>The figures that depend on the request, by endpoint; NaN where unknown.</summary>
    private static readonly FrozenDictionary<ConstraintDefinition, Func<Consideration, int, double>> OfRequest =
        new Dictionary<ConstraintDefinition, Func<Consideration, int, double>>(ReferenceEqualityComparer.Instance)
        {
            [Constraints.Quality] = static (on, index) => on.Quality(index),
            [Constraints.LatencyP99Ms] = static (on, index) => on.LatencyP99Ms(index),
            [Constraints.InputPrice] = static (on, index) => on.View.RatesOf(index, on.InputTokens).Input,
            [Constraints.OutputPrice] = static (on, index) => on.View.RatesOf(index, on.InputTokens).Output,
            [Constraints.MaxCostUsd] = static (on, index) => on.WorstCaseUsd(index),
        }.ToFrozenDictionary(ReferenceEqualityComparer.Instance as IEqualityComparer<ConstraintDefinition>);

    /// <summary>Whether the figure differs from request to request.</summary>
    public static bool IsOfRequest(ConstraintDefinition definition) => OfRequest.ContainsKey(definition);

    public static void Narrow(ConstraintDefinition definition, double bound, EndpointBits alive, Consideration on)
    {
        var upper = definition.Kind == ConstraintKind.UpperBound;
        if (OfRequest.TryGetValue(definition, out var figure))
        {
            foreach (var index in alive)
            {
                var value = figure(on, index);
                if (!(upper ? value <= bound : value >= bound))
                {
                    alive.Clear(index);
                }
            }

            return;
        }

        var column = on.View.NumbersOf(definition, index => FactReader.Read(definition, on.Consider(index), on).Number ?? double.NaN);
        if (upper)
        {
            EndpointColumn.KeepAtMost(column, bound, alive);
        }
        else
        {
            EndpointColumn.KeepAtLeast(column, bound, alive);
        }
    }
}
