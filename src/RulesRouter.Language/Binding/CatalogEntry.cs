using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Binding;

/// <summary>
/// One provider, model or endpoint, with its fields from all files. Files of the team override what imported files state, field by field;
/// among files of one kind, a field is stated once, except for lists of facts, figures and notes, which add up.
/// </summary>
internal sealed class CatalogEntry
{
    /// <summary>Lists whose items are statements of their own.</summary>
    private static readonly FrozenSet<string> Additive =
        FrozenSet.Create(StringComparer.Ordinal, "compliance", "latency", "quality", "notes", "spellings");

    /// <summary>Lists of groups of facts, each of which is a field of its own.</summary>
    private static readonly FrozenSet<string> Grouped = FrozenSet.Create(StringComparer.Ordinal, "compliance", "latency");

    private readonly Dictionary<string, YamlEntry> fields = new(StringComparer.Ordinal);

    private CatalogEntry(string id, SourceSpan span)
    {
        Id = id;
        Span = span;
    }

    public string Id { get; }

    public SourceSpan Span { get; }

    public ImmutableArray<CatalogOverride> Overrides { get; private set; } = [];

    public YamlNode? this[string field] => fields.GetValueOrDefault(field)?.Value;

    /// <param name="imported">The entry in files that an import wrote.</param>
    /// <param name="own">The entry in other files.</param>
    public static CatalogEntry Merge(ImmutableArray<YamlEntry> imported, ImmutableArray<YamlEntry> own, DiagnosticBag diagnostics)
    {
        var merged = Layer(imported.IsEmpty ? own : imported, diagnostics);
        if (!imported.IsEmpty && !own.IsEmpty)
        {
            merged.Override(Layer(own, diagnostics));
        }

        return merged;
    }

    /// <summary>Where the value in force is stated, if it overrides an imported one.</summary>
    public SourceSpan? OverrideOf(string field) => Overrides.FirstOrDefault(one => one.Field == field)?.Span;

    public string? String(string field) => (this[field] as YamlScalar)?.Value as string;

    public bool? Boolean(string field) => (this[field] as YamlScalar)?.Value as bool?;

    public double? Number(string field) => (this[field] as YamlScalar)?.Value as double?;

    public int? Integer(string field) =>
        (this[field] as YamlScalar)?.Value is double number && number is >= 0 and <= int.MaxValue ? (int)number : null;

    public ImmutableSortedSet<string>? Names(string field) =>
        (this[field] as YamlSequence)?.Items.OfType<YamlScalar>().Select(item => item.Text).ToImmutableSortedSet(StringComparer.Ordinal);

    private static CatalogEntry Layer(ImmutableArray<YamlEntry> same, DiagnosticBag diagnostics)
    {
        var layer = new CatalogEntry(same[0].Key.Text, same[0].Key.Span);
        foreach (var field in same.SelectMany(entry => ((YamlMapping)entry.Value).Entries))
        {
            layer.Add(field, diagnostics);
        }

        return layer;
    }

    private void Add(YamlEntry field, DiagnosticBag diagnostics)
    {
        var name = field.Key.Text;
        if (!fields.TryGetValue(name, out var before))
        {
            fields[name] = field;
        }
        else if (Additive.Contains(name) && (before.Value, field.Value) is (YamlSequence first, YamlSequence more))
        {
            fields[name] = before with { Value = first with { Items = [.. first.Items, .. more.Items] } };
        }
        else if (!AreEqual(before.Value, field.Value))
        {
            diagnostics.Add(
                CatalogDiagnostics.Conflict,
                field.Key.Span,
                $"`{name}` of `{Id}` is stated twice",
                $"the first is at {before.Value.Span}; keep one");
        }
    }

    private void Override(CatalogEntry own)
    {
        var overrides = ImmutableArray.CreateBuilder<CatalogOverride>();
        foreach (var (name, field) in own.fields)
        {
            if (!fields.TryGetValue(name, out var imported))
            {
                fields[name] = field;
            }
            else if (Additive.Contains(name) && (imported.Value, field.Value) is (YamlSequence theirs, YamlSequence ours))
            {
                var kept = Grouped.Contains(name) ? WithoutFacts(name, theirs, ours, overrides) : theirs.Items;
                fields[name] = imported with { Value = theirs with { Items = [.. kept, .. ours.Items] } };
            }
            else if (!AreEqual(imported.Value, field.Value))
            {
                overrides.Add(new CatalogOverride(name, field.Key.Span, imported.Key.Span));
                fields[name] = field;
            }
        }

        Overrides = overrides.ToImmutable();
    }

    /// <summary>Imported groups of facts without those that the team states.</summary>
    private static ImmutableArray<YamlNode> WithoutFacts(
        string name,
        YamlSequence theirs,
        YamlSequence ours,
        ImmutableArray<CatalogOverride>.Builder overrides)
    {
        var stated = ours.Items.OfType<YamlMapping>()
            .SelectMany(group => group.Entries)
            .Where(fact => fact.Key.Text != "evidence")
            .ToLookup(fact => fact.Key.Text, StringComparer.Ordinal);
        foreach (var fact in theirs.Items.OfType<YamlMapping>()
            .SelectMany(group => group.Entries)
            .Where(fact => stated.Contains(fact.Key.Text)))
        {
            overrides.Add(new CatalogOverride($"{name}.{fact.Key.Text}", stated[fact.Key.Text].First().Key.Span, fact.Key.Span));
        }

        return
        [
            .. theirs.Items.Select(
                group => group is YamlMapping facts
                    ? facts with { Entries = facts.Entries.RemoveAll(fact => stated.Contains(fact.Key.Text)) }
                    : group),
        ];
    }

    private static bool AreEqual(YamlNode one, YamlNode other) => (one, other) switch
    {
        (YamlScalar a, YamlScalar b) => Equals(a.Value, b.Value),
        (YamlSequence a, YamlSequence b) => a.Items.Length == b.Items.Length
            && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second)),
        (YamlMapping a, YamlMapping b) => a.Entries.Length == b.Entries.Length
            && a.Entries.All(entry => b[entry.Key.Text] is { } same && AreEqual(entry.Value, same)),
        (YamlScalar or YamlSequence or YamlMapping, YamlScalar or YamlSequence or YamlMapping) => false,
        _ => throw new UnreachableException($"{one.Kind} and {other.Kind}"),
    };
}
