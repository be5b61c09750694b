using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>One way to reach a model: provider × model × region × service tier. Null is unknown.</summary>
public sealed record Endpoint
{
    public required EndpointId Id { get; init; }

    public required Provider Provider { get; init; }

    /// <summary>The providers behind an aggregator.</summary>
    public Carriers Carriers { get; init; } = Carriers.None;

    /// <summary>Its own provider and every known carrier.</summary>
    public IEnumerable<Provider> PassesThrough => Carriers.Providers.Prepend(Provider);

    public required Model Model { get; init; }

    /// <summary>The model's name in calls to the provider; as in the endpoint's id unless the catalog states another.</summary>
    public string WireModel
    {
        get => field ?? Id.Model;
        init;
    }

    /// <summary>
    /// Where calls are sent, as the catalog, the id's suffix or a prefix of the model's name states it. Where data is processed is
    /// compliance evidence.
    /// </summary>
    public string? Region
    {
        get => field ?? Id.Region ?? RegionPrefixes.Of(Id);
        init;
    }

    public string? ServiceTier => Id.ServiceTier;

    /// <summary>Endpoints that fail together have the same failure domain; the provider's by default.</summary>
    public required string FailureDomain { get; init; }

    /// <summary>Its own failure domain, those of its carriers, and one that all endpoints with an unknown carrier share.</summary>
    public IEnumerable<string> FailureDomains => Carriers.Providers.Select(carrier => carrier.FailureDomain)
        .Concat(Carriers.AreKnown ? [] : [Catalog.Provider.UnknownCarrier])
        .Prepend(FailureDomain);

    public PriceSchedule? Prices { get; init; }

    /// <summary>Calls cost nothing, as declared in the catalog with a source. Otherwise a price of 0 is unknown.</summary>
    public bool IsFree { get; init; }

    /// <summary>The provider chooses a model for each call and bills that model's price, so the price is unknown.</summary>
    public bool IsRouter { get; init; }

    public EndpointApi Api { get; init; }

    /// <summary>Whether it takes and gives text in a chat API; unknown modalities count as text.</summary>
    public bool AnswersChat =>
        Api == EndpointApi.Chat
            && Capabilities.InputModalities?.Contains("text") != false
            && Capabilities.OutputModalities?.Contains("text") != false;

    /// <summary>Size of the context window in tokens, question and answer together.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>The longest answer in tokens; at most <see cref="ContextTokens"/>.</summary>
    public int? MaxOutputTokens { get; init; }

    public Capabilities Capabilities { get; init; } = Capabilities.Unknown;

    public Latency? Latency { get; init; }

    /// <summary>First day of service (UTC); null if unknown.</summary>
    public DateOnly? ReleasedOn { get; init; }

    /// <summary>From this day on (UTC) new use is discouraged.</summary>
    public DateOnly? DeprecatedOn { get; init; }

    /// <summary>The catalog marks it as deprecated, with or without a date.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>From this day on (UTC) it no longer answers.</summary>
    public DateOnly? RetiresOn { get; init; }

    /// <summary>The endpoint's own facts over its provider's, combined with those of its carriers.</summary>
    public ComplianceFacts Compliance { get; init; } = ComplianceFacts.Unknown;

    /// <summary>Notes of a person or an import about this entry.</summary>
    public ImmutableArray<string> LocalNotes { get; init; } = [];

    /// <summary>Imported fields that a file of the team overrides, in the order of that file.</summary>
    public ImmutableArray<CatalogOverride> Overrides { get; init; } = [];

    internal SourceSpan Span { get; init; }

    public bool IsRetired(DateOnly today) => today >= RetiresOn;

    /// <summary>Released and not yet retired; unknown dates do not exclude it.</summary>
    public bool IsServed(DateOnly today) => !(today < ReleasedOn) && !IsRetired(today);

    /// <summary>The rates of every period and tier of its prices, whenever they apply.</summary>
    internal IEnumerable<PriceRates> AllRates() =>
        (Prices?.Periods ?? []).SelectMany(period => period.Rates.Tiers.Select(tier => tier.Rates).Prepend(period.Rates));
}
