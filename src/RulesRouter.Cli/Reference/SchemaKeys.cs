using System.Globalization;
using System.Text.Json;

namespace RulesRouter.Cli.Reference;

/// <summary>A JSON Schema → its keys, in order.</summary>
internal static class SchemaKeys
{
    private static readonly string[] BranchWords = ["oneOf", "anyOf", "allOf"];

    public static IReadOnlyList<SchemaKey> Of(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return [.. Below(document.RootElement, document.RootElement, "", 0).DistinctBy(key => key.Path)];
    }

    private static IEnumerable<SchemaKey> Below(JsonElement node, JsonElement root, string path, int depth)
    {
        node = Resolved(node, root);
        if (depth > 24)
        {
            yield break;
        }

        foreach (var branch in Branches(node))
        {
            foreach (var key in Below(branch, root, path, depth + 1))
            {
                yield return key;
            }
        }

        if (node.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Object)
        {
            foreach (var key in Below(items, root, path + "[]", depth + 1))
            {
                yield return key;
            }
        }

        foreach (var (name, value, isRequired) in Members(node))
        {
            var member = Resolved(value, root);
            var at = path.Length == 0 ? name : $"{path}.{name}";
            yield return new SchemaKey(
                at,
                TypeOf(member, root),
                isRequired,
                Text(value, "description") ?? Text(member, "description") ?? "");
            foreach (var key in Below(member, root, at, depth + 1))
            {
                yield return key;
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Value, bool IsRequired)> Members(JsonElement node)
    {
        var required = node.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet()
            : [];
        if (node.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                yield return (property.Name, property.Value, required.Contains(property.Name));
            }
        }

        if (node.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
        {
            yield return ("*", others, false);
        }
    }

    private static IEnumerable<JsonElement> Branches(JsonElement node) =>
        BranchWords.Where(word => node.TryGetProperty(word, out _)).SelectMany(word => node.GetProperty(word).EnumerateArray());

    private static JsonElement Resolved(JsonElement node, JsonElement root)
    {
        if (Text(node, "$ref") is not { } reference)
        {
            return node;
        }

        return reference.TrimStart('#')
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(root, (at, name) => at.GetProperty(name));
    }

    private static string TypeOf(JsonElement node, JsonElement root)
    {
        if (Branches(node).ToList() is { Count: > 0 } branches)
        {
            return string.Join(" or ", branches.Select(branch => TypeOf(Resolved(branch, root), root)).Distinct());
        }

        if (node.TryGetProperty("enum", out var members))
        {
            return string.Join(", ", members.EnumerateArray().Select(member => $"`{member}`"));
        }

        var types = node.TryGetProperty("type", out var type)
            ? type.ValueKind == JsonValueKind.Array
            ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
            : [type.GetString()!]
            : Array.Empty<string>();
        var words = string.Join(
            " or ",
            types.Select(name => name switch { "integer" => "integer", "array" => ItemsOf(node, root), "null" => "null", _ => name }));
        return words + Bounds(node);
    }

    private static string ItemsOf(JsonElement node, JsonElement root) =>
        node.TryGetProperty("items", out var items) ? $"list of {TypeOf(Resolved(items, root), root)}" : "list";

    private static string Bounds(JsonElement node)
    {
        var least = Number(node, "minimum");
        var most = Number(node, "maximum");
        return (least, most) switch
        {
            ({ } a, { } b) => $", {a} to {b}",
            ({ } a, null) => $", at least {a}",
            (null, { } b) => $", at most {b}",
            _ => "",
        };
    }

    private static string? Number(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble().ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Text(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
