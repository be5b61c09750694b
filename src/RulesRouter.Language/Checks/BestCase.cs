using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>
/// The best case of an endpoint for a constraint over all requests, times and evidence: sample and expired facts count,
/// and every price of its schedule. An endpoint that violates the constraint even so always violates it.
/// </summary>
internal static class BestCase
{
    public static bool MaySatisfy(ConstraintDefinition definition, ConstraintValue wanted, Endpoint endpoint) => (definition.Kind, wanted) switch
    {
        (ConstraintKind.UpperBound, ConstraintValue.Number most) => NumbersOf(definition, endpoint)?.Any(number => number <= most.Value) ?? true,
        (ConstraintKind.LowerBound, ConstraintValue.Number least) => NumbersOf(definition, endpoint)?.Any(number => number >= least.Value) ?? true,
        (ConstraintKind.Permission or ConstraintKind.Requirement, ConstraintValue.Boolean flag) => FlagSatisfies(definition, flag.Value, endpoint),
        (ConstraintKind.MustHaveAll, ConstraintValue.Names all) => NamesOf(definition, endpoint) is { } has && all.Values.All(has.Contains),
        (ConstraintKind.AllowedSet, ConstraintValue.Names allowed) => NamesOf(definition, endpoint) is { Count: > 0 } names
            && names.All(name => allowed.Values.Any(member => Matches(definition, member, name))),
        (ConstraintKind.ForbiddenSet, ConstraintValue.Names forbidden) => NamesOf(definition, endpoint) is { } names
            && !names.Any(name => forbidden.Values.Any(member => Matches(definition, member, name))),
        _ => true,
    };

    /// <summary>The nearest values in the catalog, as a help line.</summary>
    public static string NearestOf(ConstraintDefinition definition, ImmutableArray<Endpoint> endpoints)
    {
        if (definition.IsNumeric)
        {
            var numbers = endpoints.SelectMany(endpoint => NumbersOf(definition, endpoint) ?? []).ToList();
            return numbers.Count == 0
                ? "the catalog does not state this fact, and an unknown fact satisfies no constraint"
                : string.Create(CultureInfo.InvariantCulture, $"the {(definition.Kind == ConstraintKind.UpperBound ? "lowest" : "highest")} in the catalog is {(definition.Kind == ConstraintKind.UpperBound ? numbers.Min() : numbers.Max()):0.######}");
        }

        if (definition.IsBoolean || definition.TakesPatterns)
        {
            return "an unknown fact satisfies no constraint; `rulesrouter catalog show` lists the catalog";
        }

        var names = endpoints.SelectMany(endpoint => NamesOf(definition, endpoint) ?? []).Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "the catalog does not state this fact, and an unknown fact satisfies no constraint" : $"the catalog has {string.Join(", ", names)}";
    }

    /// <summary>Null where the value depends on more than the endpoint.</summary>
    private static IEnumerable<double>? NumbersOf(ConstraintDefinition definition, Endpoint endpoint) => definition.Name switch
    {
        "dataRetentionDays.max" => Known(endpoint.Compliance.DataRetentionDays?.Value),
        "contextTokens.min" => Known(endpoint.ContextTokens),
        "outputTokens.min" => Known(endpoint.MaxOutputTokens),
        "quality.min" => endpoint.Model.QualityFigures.Select(figure => figure.Task).Distinct().Select(task => endpoint.Model.MeanQuality(task) ?? 0),
        "tokensPerSecond.min" => Known(endpoint.Latency?.TokensPerSecondP50?.Value),
        "ttftP99Ms.max" or "latencyP99Ms.max" => Known(endpoint.Latency?.TtftP99Ms?.Value),
        "price.inputPerMTok.max" => Rates(endpoint).SelectMany(rates => Known(rates.Input)),
        "price.outputPerMTok.max" => Rates(endpoint).SelectMany(rates => Known(rates.Output)),
        _ => null,
    };

    private static bool FlagSatisfies(ConstraintDefinition definition, bool wanted, Endpoint endpoint)
    {
        var fact = definition.Name switch
        {
            "trainsOnData" => endpoint.Compliance.TrainsOnData?.Value,
            "zeroDataRetention" => endpoint.Compliance.ZeroDataRetention?.Value,
            _ => wanted,
        };
        return definition.Kind == ConstraintKind.Permission ? wanted || fact == false : !wanted || fact == true;
    }

    private static ImmutableSortedSet<string>? NamesOf(ConstraintDefinition definition, Endpoint endpoint) => definition.Name switch
    {
        "certifications" => endpoint.Compliance.Certifications?.Value,
        "processingRegions.allow" => endpoint.Compliance.ProcessingRegions?.Value,
        "storageRegions.allow" => endpoint.Compliance.StorageRegions?.Value,
        "capabilities" => endpoint.Capabilities.Names(),
        "serviceTiers.allow" => One(endpoint.ServiceTier ?? "standard"),
        "regions.allow" => endpoint.Region is { } region ? One(region) : null,
        "providers.allow" or "providers.forbid" => One(endpoint.Provider.Id),
        "models.allow" or "models.forbid" => One(endpoint.Model.Id),
        _ => One(endpoint.Id),
    };

    private static IEnumerable<PriceRates> Rates(Endpoint endpoint) =>
        (endpoint.Prices?.Periods ?? []).SelectMany(period => period.Rates.Tiers.Select(tier => tier.Rates).Prepend(period.Rates));

    private static bool Matches(ConstraintDefinition definition, string member, string name) =>
        definition.TakesPatterns ? new EndpointPattern(member).Matches(name) : member == name;

    private static ImmutableSortedSet<string> One(string name) => ImmutableSortedSet.Create(StringComparer.Ordinal, name);

    private static IEnumerable<double> Known(double? number) => number is { } known ? [known] : [];
}
