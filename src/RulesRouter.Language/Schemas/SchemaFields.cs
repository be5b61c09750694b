using System.Collections.Concurrent;
using System.Text.Json;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Schemas;

/// <summary>Looks up the field at a JSON pointer in a schema.</summary>
internal static class SchemaFields
{
    private static readonly ConcurrentDictionary<string, JsonElement> Parsed = new(StringComparer.Ordinal);

    /// <summary>The field's description, or empty if the schema does not define the field.</summary>
    /// <param name="pointer">RFC 6901, as <c>/messages/0/role</c>.</param>
    /// <exception cref="ArgumentException">No schema has that name.</exception>
    public static string DescriptionOf(string schema, string pointer) =>
        At(schema, pointer) is { } field && field.TryGetProperty("description", out var description) ? description.GetString()! : "";

    /// <summary>Whether an object has a key that the schema does not define at a JSON pointer, where it defines all keys.</summary>
    public static bool HasUnknownKey(string schema, string pointer, YamlMapping found) =>
        At(schema, pointer) is { } field
            && field.TryGetProperty("properties", out var known)
            && found.Entries.Any(entry => !known.TryGetProperty(entry.Key.Text, out _));

    private static JsonElement? At(string schema, string pointer)
    {
        var current = Parsed.GetOrAdd(schema, name => JsonDocument.Parse(DocumentSchema.TextOf(name)).RootElement);
        foreach (var segment in pointer.Split('/').Skip(1))
        {
            if (Below(current, segment.Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal)) is not { } found)
            {
                return null;
            }

            current = found;
        }

        return current;
    }

    private static JsonElement? Below(JsonElement schema, string segment)
    {
        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(segment, out var property))
        {
            return property;
        }

        if (schema.TryGetProperty("items", out var items))
        {
            return items;
        }

        return schema.TryGetProperty("additionalProperties", out var any) && any.ValueKind == JsonValueKind.Object ? any : null;
    }
}
