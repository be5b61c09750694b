using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Deprecations;

/// <summary>Finds deprecated spellings in a document and replaces them by the current ones.</summary>
internal static class DeprecatedSpellings
{
    /// <summary>
    /// Each use, in the order of the table, then of the document. A key beside its replacement is not included: the schema rejects it.
    /// </summary>
    public static ImmutableArray<(Deprecation Deprecation, SourceSpan Span)> In(YamlMapping document) =>
        [.. DeprecationTable.All.SelectMany(row => Uses(document, row.Path.Split('.'), row).Select(word => (row, WordSpan(word))))];

    /// <summary>The document in current spelling, with a warning for each deprecated one.</summary>
    internal static YamlMapping Rewrite(YamlMapping document, DiagnosticBag diagnostics)
    {
        var today = new Dictionary<YamlNode, YamlScalar>(ReferenceEqualityComparer.Instance);
        foreach (var row in DeprecationTable.All)
        {
            foreach (var word in Uses(document, row.Path.Split('.'), row))
            {
                diagnostics.Add(
                    SchemaDiagnostics.Deprecated,
                    WordSpan(word),
                    $"`{row.Spelling}` is deprecated",
                    $"write `{row.Replacement}`; `rulesrouter fmt --upgrade` rewrites it");
                today[word] = word with { Content = word.Content with { Text = row.Replacement, Offsets = [] } };
            }
        }

        return today.Count == 0 ? document : (YamlMapping)Replace(document, today);
    }

    private static IEnumerable<YamlScalar> Uses(YamlNode node, ReadOnlyMemory<string> path, Deprecation row)
    {
        var key = path.Span[0];
        var isList = key.EndsWith("[]", StringComparison.Ordinal);
        var entry = (node as YamlMapping)?.Entries.FirstOrDefault(entry => entry.Key.Text == (isList ? key[..^2] : key));
        return entry switch
        {
            null => [],
            _ when path.Length == 1 && row.IsValue => entry.Value is YamlScalar value && value.Text == row.Spelling ? [value] : [],
            _ when path.Length == 1 => ((YamlMapping)node)[row.Replacement] is null ? [entry.Key] : [],
            { Value: YamlSequence list } when isList => list.Items.SelectMany(item => Uses(item, path[1..], row)),
            _ => isList ? [] : Uses(entry.Value, path[1..], row),
        };
    }

    private static YamlNode Replace(YamlNode node, Dictionary<YamlNode, YamlScalar> today) => node switch
    {
        YamlScalar scalar => today.GetValueOrDefault(scalar, scalar),
        YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(item => Replace(item, today))] },
        YamlMapping mapping => mapping with
        {
            Entries =
            [
                .. mapping.Entries.Select(entry => new YamlEntry((YamlScalar)Replace(entry.Key, today), Replace(entry.Value, today))),
            ],
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>The word without quotes or anchor.</summary>
    private static SourceSpan WordSpan(YamlScalar word)
    {
        var at = word.Span.Source!.Text.IndexOf(word.Text, word.Span.Start, StringComparison.Ordinal);
        return new SourceSpan(word.Span.Source, at, word.Text.Length);
    }
}
