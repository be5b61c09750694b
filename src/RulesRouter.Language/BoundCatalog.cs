using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Binding;

namespace RulesRouter.Language;

/// <summary>
/// The catalog of some documents, which stays the same object while the documents do: what is derived from it is kept too.
/// </summary>
internal sealed record BoundCatalog(
    ImmutableArray<PolicyDocument> Documents,
    ModelCatalog Catalog,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <param name="before">Of the last load.</param>
    public static BoundCatalog Of(ImmutableArray<PolicyDocument> documents, BoundCatalog? before)
    {
        if (before is not null && documents.AsSpan().SequenceEqual(before.Documents.AsSpan(), ReferenceEqualityComparer.Instance))
        {
            return before;
        }

        var diagnostics = new DiagnosticBag();
        var catalog = CatalogBinder.Bind([.. documents.Select(document => document.Root)], diagnostics);
        return new BoundCatalog(documents, catalog, diagnostics.Sorted());
    }
}
