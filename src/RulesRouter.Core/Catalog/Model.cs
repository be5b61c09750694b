using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>An LLM, independent of its providers.</summary>
/// <param name="Family">Models that behave alike (<c>claude-opus</c>): a model without evidence of its own has that of its family.</param>
/// <param name="QualityFigures">
/// Published figures, sorted by task, then benchmark, then date; none is "no evidence", not a bad score.
/// </param>
public sealed record Model(
    string Id,
    string Name,
    string? Family,
    DateOnly? ReleasedOn,
    ImmutableArray<QualityFigure> QualityFigures,
    SourceSpan Span = default)
{
    /// <summary>The company that made it (<c>anthropic</c>), not the provider that serves it; null if unknown.</summary>
    public string? Vendor { get; init; }

    /// <summary>The list price of its vendor; null if the vendor does not sell it or the price is unknown.</summary>
    public ListPrice? ListPrice { get; init; }

    /// <summary>Other names of it at providers and in earlier catalogs, in ordinal order; patterns match them too.</summary>
    public ImmutableSortedSet<string> Spellings { get; init; } = [];

    /// <summary>Imported fields that a file of the team overrides, in the order of that file.</summary>
    public ImmutableArray<CatalogOverride> Overrides { get; init; } = [];

    /// <summary>
    /// Tokens that its tokenizer makes of a token of o200k in text of Latin letters, code and data; null if unknown. In other scripts it
    /// may make several times as many, beyond the margin of a count: <c>.ci/token-factors.mjs</c> prints how many.
    /// </summary>
    public double? TokenFactor { get; init; }

    /// <summary>The targets of an alias by day, the earliest first; empty if the id is not an alias.</summary>
    public ImmutableArray<AliasTarget> AliasOf { get; init; } = [];

    /// <summary>The alias's target on a day (UTC); null if it is not an alias, or has no target yet.</summary>
    public AliasTarget? TargetOn(DateOnly today)
    {
        var at = AliasOf.Length - 1;
        while (at >= 0 && AliasOf[at].Since > today)
        {
            at--;
        }

        return at < 0 ? null : AliasOf[at];
    }
}
