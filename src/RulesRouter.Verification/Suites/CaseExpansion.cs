using System.Diagnostics;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Verification.Suites;

/// <summary>Cases as written → expanded cases: fixtures merged in, one case per table row. The more specific value wins.</summary>
internal sealed class CaseExpansion(YamlMapping spec, DiagnosticBag diagnostics)
{
    private readonly YamlMapping? fixtures = spec["fixtures"] as YamlMapping;

    public IEnumerable<(string Name, YamlScalar Place, YamlMapping Case)> Expand()
    {
        foreach (var node in spec["cases"] is YamlSequence list ? list.Items.OfType<YamlMapping>() : [])
        {
            // A case without a name has been reported by the schema.
            if (node["name"] is not YamlScalar name)
            {
                continue;
            }

            var whole = Without(node, "table");
            if (node["table"] is not YamlSequence table)
            {
                yield return (name.Text, name, Filled(whole));
                continue;
            }

            foreach (var row in table.Items.OfType<YamlMapping>())
            {
                var rowName = row["name"] as YamlScalar ?? name;
                yield return (rowName == name ? name.Text : $"{name.Text}: {rowName.Text}", rowName, Filled(Merge(whole, row)));
            }
        }
    }

    /// <summary>The case merged over its fixtures, later ones over earlier ones.</summary>
    private YamlMapping Filled(YamlMapping node)
    {
        var filled = node["with"] switch
        {
            YamlScalar one => Fixture(one),
            YamlSequence several => several.Items.OfType<YamlScalar>()
                .Select(Fixture)
                .Aggregate((YamlMapping?)null, (so, next) => so is null ? next : next is null ? so : Merge(so, next)),
            YamlMapping or null => null,
            _ => throw new UnreachableException(),
        };
        return filled is null ? node : Merge(filled, node);
    }

    private YamlMapping? Fixture(YamlScalar name)
    {
        if (fixtures?[name.Text] is YamlMapping fixture)
        {
            return fixture;
        }

        var known = fixtures?.Entries.Select(entry => entry.Key.Text) ?? [];
        diagnostics.Add(
            SuiteDiagnostics.UnknownFixture,
            name.Span,
            $"unknown fixture `{name.Text}`",
            Suggestion.DidYouMean(name.Text, known, "declare it under `fixtures:` of `spec`"));
        return null;
    }

    /// <summary>YAML mappings are merged key by key; other values are replaced.</summary>
    private static YamlMapping Merge(YamlMapping under, YamlMapping over) => over with
    {
        Entries =
        [
            .. under.Entries.Where(entry => over[entry.Key.Text] is null),
            .. over.Entries.Select(
                entry => under[entry.Key.Text] is YamlMapping below && entry.Value is YamlMapping above
                    ? entry with { Value = Merge(below, above) }
                    : entry),
        ],
    };

    private static YamlMapping Without(YamlMapping node, string key) =>
        node with { Entries = [.. node.Entries.Where(entry => entry.Key.Text != key)] };
}
