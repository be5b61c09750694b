using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Constraints;

namespace RulesRouter.Language.Checks;

/// <summary>
/// The best case of an endpoint for a constraint over all requests, times and evidence: sample and expired facts count,
/// and every price of its schedule. An endpoint that violates the constraint even so always violates it.
/// </summary>
internal static class BestCase
{
    private const string NothingStated = "the catalog does not state this fact, and an unknown fact satisfies no constraint";

    public static bool MaySatisfy(ConstraintDefinition definition, ConstraintValue wanted, Endpoint endpoint) =>
        definition.Possible(endpoint) is not { } readings || readings.Any(reading => reading.Satisfies(definition, wanted));

    /// <summary>What the catalog has instead, in words.</summary>
    public static string NearestOf(ConstraintDefinition definition, ImmutableArray<Endpoint> endpoints)
    {
        var possible = endpoints.SelectMany(endpoint => definition.Possible(endpoint) ?? []).ToList();
        if (definition.IsNumeric)
        {
            var numbers = possible.Select(reading => reading.Number).OfType<double>().ToList();
            return numbers.Count == 0 ? NothingStated : definition.Kind == ConstraintKind.UpperBound
                ? string.Create(CultureInfo.InvariantCulture, $"the lowest in the catalog is {numbers.Min():0.######}")
                : string.Create(CultureInfo.InvariantCulture, $"the highest in the catalog is {numbers.Max():0.######}");
        }

        if (definition.IsBoolean || definition.TakesPatterns)
        {
            return "an unknown fact satisfies no constraint; `rulesrouter catalog show` lists the catalog";
        }

        var names = possible.SelectMany(reading => reading.Names ?? []).Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? NothingStated : $"the catalog has {string.Join(", ", names)}";
    }
}
