using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>The names that a catalog uses, by kind, for checks of names in policies and tests.</summary>
internal sealed class CatalogVocabulary
{
    public CatalogVocabulary(ModelCatalog catalog)
    {
        var endpoints = catalog.Endpoints;
        IsEmpty = endpoints.IsEmpty;
        Endpoints = Set(endpoints.Select(endpoint => (string?)endpoint.Id));
        Models = Set(catalog.Models.Select(model => (string?)model.Id));
        ModelsBySpelling = catalog.Models.SelectMany(model => model.Spellings.Select(spelling => (spelling, model.Id)))
            .DistinctBy(pair => pair.spelling, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(pair => pair.spelling, pair => pair.Id, StringComparer.Ordinal);
        Providers = Set(catalog.Providers.Select(provider => (string?)provider.Id));
        Regions = Set(endpoints.Select(endpoint => endpoint.Region));
        ServiceTiers = Set(endpoints.Select(endpoint => endpoint.ServiceTier ?? "standard"));
        FailureDomains = Set(endpoints.SelectMany(endpoint => endpoint.FailureDomains));
        Certifications = Set(endpoints.SelectMany(endpoint => endpoint.Compliance.Certifications?.Value ?? []));
        ProcessingRegions = Set(endpoints.SelectMany(endpoint => endpoint.Compliance.ProcessingRegions?.Value ?? []));
        StorageRegions = Set(endpoints.SelectMany(endpoint => endpoint.Compliance.StorageRegions?.Value ?? []));
    }

    /// <summary>The catalog has no endpoints, so no name can be checked.</summary>
    public bool IsEmpty { get; }

    public ImmutableSortedSet<string> Endpoints { get; }

    public ImmutableSortedSet<string> Models { get; }

    /// <summary>Ids of models by their other names.</summary>
    public ImmutableSortedDictionary<string, string> ModelsBySpelling { get; }

    public ImmutableSortedSet<string> Providers { get; }

    /// <summary>Regions of endpoints.</summary>
    public ImmutableSortedSet<string> Regions { get; }

    public ImmutableSortedSet<string> ServiceTiers { get; }

    public ImmutableSortedSet<string> FailureDomains { get; }

    /// <summary>Of any endpoint, whatever its evidence.</summary>
    public ImmutableSortedSet<string> Certifications { get; }

    public ImmutableSortedSet<string> ProcessingRegions { get; }

    public ImmutableSortedSet<string> StorageRegions { get; }

    /// <summary>Whether a name is that of an endpoint, provider or failure domain.</summary>
    public bool CanBeDown(string name) => Endpoints.Contains(name) || Providers.Contains(name) || FailureDomains.Contains(name);

    private static ImmutableSortedSet<string> Set(IEnumerable<string?> names) =>
        names.OfType<string>().ToImmutableSortedSet(StringComparer.Ordinal);
}
