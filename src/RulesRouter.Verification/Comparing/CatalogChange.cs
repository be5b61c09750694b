using System.Collections.Immutable;
using RulesRouter.Verification.Timelines;

namespace RulesRouter.Verification.Comparing;

/// <summary>A changed fact of an endpoint that decisions depend on.</summary>
/// <param name="Fact">A price, a limit or a compliance fact; <c>endpoint</c> if the endpoint was added or removed.</param>
/// <param name="Before">Null if unknown or absent.</param>
/// <param name="Share">After divided by before, for numbers above 0; otherwise null.</param>
internal sealed record CatalogChange(string Endpoint, string Fact, string? Before, string? After, double? Share)
{
    /// <summary>When it applies, in order; empty: at all times from the start of the comparison on.</summary>
    public ImmutableArray<TimeInterval> Intervals { get; init; } = [];

    /// <summary>In US dollars per million tokens.</summary>
    public bool IsPrice => Fact.StartsWith("price.", StringComparison.Ordinal);
}
