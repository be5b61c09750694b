using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>Every provider that a call's data passes through beside the endpoint's own.</summary>
/// <param name="Providers">Without duplicates, in the order of their ids.</param>
/// <param name="AreKnown">False where a carrier is not known: then no fact of the call about providers is.</param>
public sealed record Carriers(ImmutableArray<Provider> Providers, bool AreKnown)
{
    public static Carriers None { get; } = new([], true);
}
