using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>A field of an imported entry that another file of the catalog states otherwise.</summary>
/// <param name="Field">As in the file: <c>prices</c>, <c>latency.ttftP50Ms</c>.</param>
/// <param name="Span">Where the value in force is stated.</param>
/// <param name="Imported">Where the import states another.</param>
public sealed record CatalogOverride(string Field, SourceSpan Span, SourceSpan Imported)
{
    /// <summary>The field and its file and line: <c>prices (ours.yaml:12)</c>.</summary>
    public override string ToString() => $"{Field} ({Span.Path}:{Span.Line})";
}
