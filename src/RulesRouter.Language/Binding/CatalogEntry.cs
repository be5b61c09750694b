using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Binding;

/// <summary>
/// One provider, model or endpoint, with its fields from all files. Lists are concatenated; any other field must be unique.
/// </summary>
internal sealed class CatalogEntry
{
    private readonly Dictionary<string, YamlNode> fields = new(StringComparer.Ordinal);

    private CatalogEntry(string id, SourceSpan span)
    {
        Id = id;
        Span = span;
    }

    public string Id { get; }

    public SourceSpan Span { get; }

    public YamlNode? this[string field] => fields.GetValueOrDefault(field);

    public static CatalogEntry Merge(ImmutableArray<YamlEntry> same, DiagnosticBag diagnostics)
    {
        var merged = new CatalogEntry(same[0].Key.Text, same[0].Key.Span);
        foreach (var field in same.SelectMany(entry => ((YamlMapping)entry.Value).Entries))
        {
            merged.Add(field, diagnostics);
        }

        return merged;
    }

    public string? String(string field) => (this[field] as YamlScalar)?.Value as string;

    public bool? Boolean(string field) => (this[field] as YamlScalar)?.Value as bool?;

    public double? Number(string field) => (this[field] as YamlScalar)?.Value as double?;

    public int? Integer(string field) =>
        (this[field] as YamlScalar)?.Value is double number && number is >= 0 and <= int.MaxValue ? (int)number : null;

    public ImmutableSortedSet<string>? Names(string field) =>
        (this[field] as YamlSequence)?.Items.OfType<YamlScalar>().Select(item => item.Text).ToImmutableSortedSet(StringComparer.Ordinal);

    private void Add(YamlEntry field, DiagnosticBag diagnostics)
    {
        switch (fields.GetValueOrDefault(field.Key.Text), field.Value)
        {
            case (null, var value):
                fields[field.Key.Text] = value;
                break;
            case (YamlSequence before, YamlSequence more):
                fields[field.Key.Text] = before with { Items = [.. before.Items, .. more.Items] };
                break;
            case (YamlScalar before, YamlScalar again) when Equals(before.Value, again.Value):
                break;
            case (var before, _):
                diagnostics.Add(
                    CatalogDiagnostics.Conflict,
                    field.Key.Span,
                    $"`{field.Key.Text}` of `{Id}` is stated twice",
                    $"the first is at {before.Span}; keep one");
                break;
        }
    }
}
