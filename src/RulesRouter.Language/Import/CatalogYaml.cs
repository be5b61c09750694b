using System.Text;
using System.Text.Json;
using RulesRouter.Formats;

namespace RulesRouter.Language.Import;

/// <summary>Writes catalog files; the same facts give the same bytes.</summary>
internal sealed class CatalogYaml
{
    private readonly StringBuilder text = new();

    public CatalogYaml(string name, string description, string section, IEnumerable<string> comments)
    {
        text.Append("# yaml-language-server: $schema=../../schemas/catalog.schema.json\n");
        foreach (var comment in comments)
        {
            text.Append("# ").Append(comment).Append('\n');
        }

        text.Append("apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata:\n")
            .Append("  name: ").Append(name).Append('\n')
            .Append("  description: ").Append(Quote(description)).Append('\n')
            .Append("  imported: true\nspec:\n  ").Append(section).Append(":\n");
    }

    /// <summary>A JSON string, which is valid YAML.</summary>
    public static string Quote(string value) => JsonSerializer.Serialize(value, JsonFormats.Compact);

    /// <param name="fields">Lines of the entry, without indentation.</param>
    public void Add(string id, IEnumerable<string> fields)
    {
        text.Append("    ").Append(Quote(id)).Append(":\n");
        foreach (var field in fields)
        {
            text.Append("      ").Append(field).Append('\n');
        }
    }

    public override string ToString() => text.ToString();
}
