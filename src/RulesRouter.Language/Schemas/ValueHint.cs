using System.Diagnostics;
using NJsonSchema;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Schemas;

/// <summary>How to write a value where an object or a list is required: the value found becomes its first part.</summary>
internal static class ValueHint
{
    private const int MaxLength = 60;

    /// <summary>Empty if no key of the object, nor the list, can have the value.</summary>
    public static string For(JsonSchema schema, YamlNode? found) => Written(schema.ActualSchema, found) is { Length: <= MaxLength } written
        ? $"write `{written}`"
        : "";

    private static string? Written(JsonSchema schema, YamlNode? found)
    {
        var source = Source(found);
        if (source is null)
        {
            return null;
        }

        if (schema.Type == JsonObjectType.Array)
        {
            return found is YamlScalar && Accepts(schema.Item, found) ? $"[{source}]" : null;
        }

        return schema.Type != JsonObjectType.Object
            ? null
            : Keys(schema).Select(key => Accepts(schema.Properties[key], found) ? $"{{ {key}: {source} }}"
                : Written(schema.Properties[key].ActualSchema, found) is { } nested ? $"{{ {key}: {nested} }}"
                : null).FirstOrDefault(written => written is not null);
    }

    /// <summary>Only the required key, if there is one.</summary>
    private static IEnumerable<string> Keys(JsonSchema schema) =>
        schema.RequiredProperties.Count > 0 ? schema.RequiredProperties.Take(1) : schema.Properties.Keys;

    private static string? Source(YamlNode? found) => found switch
    {
        YamlScalar scalar => scalar.IsPlain ? scalar.Text : $"\"{scalar.Text}\"",
        YamlSequence list when list.Items.All(item => item is YamlScalar) => $"[{string.Join(", ", list.Items.Select(Source))}]",
        YamlSequence or YamlMapping or null => null,
        _ => throw new UnreachableException(),
    };

    private static bool Accepts(JsonSchema? schema, YamlNode? found)
    {
        var type = schema?.ActualSchema.Type ?? JsonObjectType.None;
        return found switch
        {
            YamlSequence => type == JsonObjectType.Array,
            YamlScalar { Value: double number } => type.HasFlag(JsonObjectType.Number)
                || (type.HasFlag(JsonObjectType.Integer) && number == Math.Floor(number)),
            YamlScalar { Value: string text } => type.HasFlag(JsonObjectType.String) && IsListed(schema!.ActualSchema, text),
            YamlScalar { Value: bool } => type == JsonObjectType.Boolean,
            YamlScalar or YamlMapping or null => false,
            _ => throw new UnreachableException(),
        };
    }

    private static bool IsListed(JsonSchema schema, string text) =>
        schema.Enumeration.Count == 0 || schema.Enumeration.Any(value => value?.ToString() == text);
}
