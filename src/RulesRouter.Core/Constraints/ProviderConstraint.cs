using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

/// <summary>A set constraint on every provider that the call's data passes through; unknown where a carrier is.</summary>
internal abstract class ProviderConstraint(string key, string facet, ConstraintKind kind) : NameConstraint(key, facet, kind, "provider")
{
    public override bool IsCompliance => true;

    internal override bool TakesPatterns => true;

    internal override ConstraintReading Read(CandidateFacts candidate) => ProvidersOf(candidate.Endpoint);

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [ProvidersOf(endpoint)];

    protected override string? NameOf(Endpoint endpoint) => endpoint.Provider.Id;

    private static ConstraintReading ProvidersOf(Endpoint endpoint) => endpoint.Carriers.AreKnown
        ? new(Names: endpoint.PassesThrough.Select(provider => provider.Id).ToImmutableSortedSet(StringComparer.Ordinal))
        : default;
}
