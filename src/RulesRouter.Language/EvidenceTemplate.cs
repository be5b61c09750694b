using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Formats;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Language;

/// <summary>
/// A catalog file to fill in with a team's own evidence about its providers. As written it states nothing. Every key of the schema is a
/// comment without a value, so that a line that was uncommented and not filled in is an error.
/// </summary>
internal static class EvidenceTemplate
{
    /// <summary>The column of the descriptions, beyond the longest key.</summary>
    private const int DescriptionColumn = 24;

    private static readonly string[] Instructions =
    [
        "Facts from your own contracts about these providers, with their sources. As written, this file states nothing.",
        "1. Uncomment the lines of a provider and fill them in. Delete the line of a fact that you do not know: the fact stays unknown, and an",
        "   unknown fact satisfies no constraint.",
        "2. Facts of another source or date go into another group: a second `- evidence:` with its own facts.",
        "3. Delete the provider's sample facts from the other files of the catalog: a fact may be stated once.",
        "4. `rulesrouter validate` reports what is missing, and later what has expired.",
    ];

    public static string Write(IEnumerable<Provider> providers)
    {
        var text = new StringBuilder("# yaml-language-server: $schema=../../schemas/catalog.schema.json\n");
        foreach (var line in Instructions)
        {
            text.Append("# ").Append(line).Append('\n');
        }

        text.Append($"apiVersion: {PolicyLoader.ApiVersion}\nkind: Catalog\nmetadata:\n  name: our-evidence\n")
            .Append("  description: Compliance facts from our own contracts.\nspec:\n  providers:\n");
        var group = Group();
        foreach (var provider in providers)
        {
            text.Append($"    {Quoted(provider.Id)}:\n      name: {Quoted(provider.Name)}\n      # compliance:\n");
            foreach (var line in group)
            {
                text.Append("      #   ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The lines of one group of facts, as the schema describes them.</summary>
    private static ImmutableArray<string> Group()
    {
        using var schema = JsonDocument.Parse(DocumentSchema.TextOf("catalog"));
        var facts = schema.RootElement.GetProperty("properties").GetProperty("spec").GetProperty("properties").GetProperty("providers")
            .GetProperty("additionalProperties").GetProperty("properties").GetProperty("compliance")
            .GetProperty("items").GetProperty("properties");
        return
        [
            "- evidence:",
            .. Lines(facts.GetProperty("evidence").GetProperty("properties"), "    ", except: "sample"),
            .. Lines(facts, "  ", except: "evidence"),
        ];
    }

    private static IEnumerable<string> Lines(JsonElement properties, string indent, string except) => properties.EnumerateObject()
        .Where(property => property.Name != except)
        .Select(property => $"{indent}{property.Name}:".PadRight(DescriptionColumn)
            + $"# {Form(property.Value)}{property.Value.GetProperty("description").GetString()}");

    private static string Form(JsonElement property) => property.GetProperty("type").GetString() switch
    {
        "boolean" => "true or false: ",
        "array" => "a list as [a, b]: ",
        _ => "",
    };

    private static string Quoted(string value) => JsonSerializer.Serialize(value, JsonFormats.Compact);
}
