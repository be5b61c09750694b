using System.Collections.Immutable;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Binding;

/// <summary>Reads the fields of a YAML mapping. A field of the wrong type reads as absent; the schema check reports it.</summary>
internal static class YamlFields
{
    public static string? String(this YamlMapping mapping, string key) => (mapping[key] as YamlScalar)?.Value as string;

    public static YamlScalar? StringNode(this YamlMapping mapping, string key) =>
        mapping[key] is YamlScalar { Value: string } scalar ? scalar : null;

    public static double? Number(this YamlMapping mapping, string key) => (mapping[key] as YamlScalar)?.Value as double?;

    public static int? Integer(this YamlMapping mapping, string key) =>
        mapping.Number(key) is { } number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    public static bool? Boolean(this YamlMapping mapping, string key) => (mapping[key] as YamlScalar)?.Value as bool?;

    public static YamlMapping? Mapping(this YamlMapping mapping, string key) => mapping[key] as YamlMapping;

    public static ImmutableArray<YamlNode> Items(this YamlMapping mapping, string key) => (mapping[key] as YamlSequence)?.Items ?? [];

    public static ImmutableArray<YamlScalar> StringNodes(this YamlMapping mapping, string key) =>
        [.. mapping.Items(key).OfType<YamlScalar>().Where(scalar => scalar.Value is string)];

    public static ImmutableArray<string> Strings(this YamlMapping mapping, string key) =>
        [.. mapping.StringNodes(key).Select(scalar => scalar.Text)];
}
