using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language;

/// <summary>
/// The content of policy and catalog files. With errors among the diagnostics it is incomplete: usable for further checks, not for
/// decisions.
/// </summary>
/// <param name="ContentDigest">
/// SHA-256 over policy and catalog files, line feeds normalised, in the order of their paths below the folder.
/// </param>
/// <param name="Tests">Documents of kind PolicyTest, unparsed.</param>
internal sealed record LoadResult(
    PolicySet Policies,
    ModelCatalog Catalog,
    ImmutableArray<Diagnostic> Diagnostics,
    string ContentDigest,
    ImmutableArray<TestDocument> Tests)
{
    /// <summary>As they were read, for the next load.</summary>
    public ImmutableArray<PolicyDocument> Documents { get; init; } = [];

    /// <summary>The catalog with the documents that it is from, for the next load; null before it was bound.</summary>
    public BoundCatalog? Catalogs { get; init; }

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);
}
