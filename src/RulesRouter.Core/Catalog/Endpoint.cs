using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>One way to reach a model: provider × model × region × service tier. What is null is unknown.</summary>
public sealed record Endpoint
{
    public required EndpointId Id { get; init; }

    public required Provider Provider { get; init; }

    public required Model Model { get; init; }

    public string? Region => Id.Region;

    public string? ServiceTier => Id.ServiceTier;

    /// <summary>What fails together; the provider's unless the catalog says otherwise.</summary>
    public required string FailureDomain { get; init; }

    public PriceSchedule? Prices { get; init; }

    /// <summary>Size of the context window in tokens, question and answer together.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>The longest answer in tokens; at most <see cref="ContextTokens"/>.</summary>
    public int? MaxOutputTokens { get; init; }

    public Capabilities Capabilities { get; init; } = Capabilities.Unknown;

    public Latency? Latency { get; init; }

    public DateOnly? ReleasedOn { get; init; }

    /// <summary>From this day on (UTC) new use is discouraged.</summary>
    public DateOnly? DeprecatedOn { get; init; }

    /// <summary>The catalog says it is deprecated, with or without a date.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>From this day on (UTC) it no longer answers.</summary>
    public DateOnly? RetiresOn { get; init; }

    /// <summary>The endpoint's own facts over its provider's.</summary>
    public ComplianceFacts Compliance { get; init; } = ComplianceFacts.Unknown;

    /// <summary>What a person added about this entry, or an import found odd.</summary>
    public ImmutableArray<string> LocalNotes { get; init; } = [];

    public SourceSpan Span { get; init; }

    public bool IsRetired(DateOnly today) => today >= RetiresOn;

    /// <summary>Not before its release and not from its retirement on; unknown dates do not stand in the way.</summary>
    public bool IsServed(DateOnly today) => !(today < ReleasedOn) && !IsRetired(today);
}
