using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>The dated facts about providers, models and endpoints. Immutable; everything is sorted by id, ordinally.</summary>
public sealed class ModelCatalog
{
    private readonly FrozenDictionary<string, Provider> providers;
    private readonly FrozenDictionary<string, Model> models;
    private readonly FrozenDictionary<string, Endpoint> endpoints;
    private readonly ImmutableArray<AliasTable> aliases;

    /// <exception cref="ArgumentException">Two entries of one kind have the same id.</exception>
    public ModelCatalog(IEnumerable<Provider> providers, IEnumerable<Model> models, IEnumerable<Endpoint> endpoints)
    {
        Providers = [.. providers.OrderBy(provider => provider.Id, StringComparer.Ordinal)];
        Models = [.. models.OrderBy(model => model.Id, StringComparer.Ordinal)];
        Endpoints = [.. endpoints.OrderBy(endpoint => (string)endpoint.Id, StringComparer.Ordinal)];
        this.providers = ById(Providers, provider => provider.Id);
        this.models = ById(Models, model => model.Id);
        this.endpoints = ById(Endpoints, endpoint => endpoint.Id);
        HighestTokenFactor = Models.Select(model => model.TokenFactor ?? 1).Append(1).Max();
        AliasChanges = [.. Models.SelectMany(model => model.AliasOf).Select(target => target.Since).Distinct().Order()];
        aliases = [AliasTable.None, .. AliasChanges.Select(day => AliasTable.On(day, this.models))];
    }

    public static ModelCatalog Empty { get; } = new([], [], []);

    public ImmutableArray<Provider> Providers { get; }

    public ImmutableArray<Model> Models { get; }

    public ImmutableArray<Endpoint> Endpoints { get; }

    /// <summary>The files it was read from, in the order of their paths; empty if it was built in code.</summary>
    internal ImmutableArray<SourceFile> Sources { get; init; } = [];

    /// <summary>The token factor of models without a known one: the highest known, at least 1.</summary>
    internal double HighestTokenFactor { get; }

    /// <summary>The days (UTC) on which the target of an alias changes, the earliest first.</summary>
    internal ImmutableArray<DateOnly> AliasChanges { get; }

    public Provider? FindProvider(string id) => providers.GetValueOrDefault(id);

    public Model? FindModel(string id) => models.GetValueOrDefault(id);

    public Endpoint? FindEndpoint(string id) => endpoints.GetValueOrDefault(id);

    /// <summary>Tokens of a model for a token of o200k: its own factor, that of its alias's target, or the highest known.</summary>
    internal double TokenFactorOf(Model model) => model.TokenFactor ?? HighestTokenFactor;

    /// <param name="today">In UTC.</param>
    internal AliasTable AliasesOn(DateOnly today)
    {
        var passed = 0;
        while (passed < AliasChanges.Length && AliasChanges[passed] <= today)
        {
            passed++;
        }

        return aliases[passed];
    }

    /// <summary>In the order of ids.</summary>
    internal IEnumerable<Endpoint> Matching(EndpointPattern pattern) => Endpoints.Where(pattern.Matches);

    private static FrozenDictionary<string, T> ById<T>(ImmutableArray<T> items, Func<T, string> id)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!found.TryAdd(id(item), item))
            {
                throw new ArgumentException($"duplicate id `{id(item)}` in the catalog");
            }
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
