using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>One contract with one vendor. A vendor with two contracts of different prices or terms has two entries.</summary>
/// <param name="Via">Ids of the providers whose services carry an aggregator's calls; <see cref="UnknownCarrier"/>: not known.</param>
/// <param name="FailureDomain">Providers with one failure domain fail together: a chain that spreads its risk counts them as one.</param>
/// <param name="Compliance">The facts of every endpoint without its own; without those of carriers.</param>
public sealed record Provider(
    string Id,
    string Name,
    ImmutableArray<string> Via,
    string FailureDomain,
    ComplianceFacts Compliance,
    SourceSpan Span = default)
{
    /// <summary>Under <c>via:</c>, in place of a provider's id: a carrier that the vendor does not name.</summary>
    public const string UnknownCarrier = "unknown";

    /// <summary>How to call it; null if unknown.</summary>
    public ProviderApi? Api { get; init; }
}
