using System.Text.Json;
using NJsonSchema;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Language.Schemas;
using RulesRouter.Names;
using RulesRouter.Obligations;
using RulesRouter.Requests;

namespace RulesRouter.Language.Tests.Schemas;

/// <summary>NJsonSchema silently ignores some keywords: a schema that used one would check less than it states.</summary>
public sealed class SchemaFileTests
{
    /// <summary>Enforced keywords, each with a schema and a value that it must reject.</summary>
    private static readonly Dictionary<string, (string Schema, string Refused)> Enforced = new()
    {
        ["type"] = ("""{ "type": "number" }""", "\"x\""),
        ["properties"] = ("""{ "properties": { "a": { "type": "number" } } }""", """{ "a": "x" }"""),
        ["required"] = ("""{ "type": "object", "required": ["a"] }""", "{ }"),
        ["additionalProperties"] = ("""{ "type": "object", "additionalProperties": false }""", """{ "a": 1 }"""),
        ["items"] = ("""{ "type": "array", "items": { "type": "number" } }""", """[ "x" ]"""),
        ["enum"] = ("""{ "type": "string", "enum": ["a"] }""", "\"b\""),
        ["pattern"] = ("""{ "type": "string", "pattern": "^a$" }""", "\"b\""),
        ["format"] = ("""{ "type": "string", "format": "date-time" }""", "\"yesterday\""),
        ["minimum"] = ("""{ "type": "number", "minimum": 1 }""", "0"),
        ["exclusiveMinimum"] = ("""{ "type": "number", "exclusiveMinimum": 1 }""", "1"),
        ["maximum"] = ("""{ "type": "number", "maximum": 1 }""", "2"),
        ["minLength"] = ("""{ "type": "string", "minLength": 1 }""", "\"\""),
        ["maxLength"] = ("""{ "type": "string", "maxLength": 1 }""", "\"ab\""),
        ["minItems"] = ("""{ "type": "array", "minItems": 1 }""", "[]"),
        ["maxItems"] = ("""{ "type": "array", "maxItems": 1 }""", "[1, 2]"),
        ["uniqueItems"] = ("""{ "type": "array", "uniqueItems": true }""", "[1, 1]"),
        ["minProperties"] = ("""{ "type": "object", "minProperties": 1 }""", "{ }"),
        ["anyOf"] = ("""{ "anyOf": [ { "type": "number" }, { "type": "boolean" } ] }""", "\"x\""),
        ["oneOf"] = ("""{ "oneOf": [ { "type": "number" }, { "type": "number" } ] }""", "1"),
        ["not"] = ("""{ "not": { "type": "number" } }""", "1"),
        ["$ref"] = ("""{ "$ref": "#/definitions/a", "definitions": { "a": { "type": "number" } } }""", "\"x\""),
    };

    /// <summary>Annotations for readers, editors and formatters, which reject nothing.</summary>
    private static readonly string[] Annotations = ["$schema", "$id", "title", "description", "examples", "default", "definitions"];

    public static TheoryData<string> Names => [.. DocumentSchema.Names];

    public static TheoryData<string> Keywords => [.. Enforced.Keys];

    [Theory]
    [MemberData(nameof(Keywords))]
    public async Task Every_keyword_that_schemas_use_is_enforced(string keyword)
    {
        var (schema, refused) = Enforced[keyword];

        Assert.NotEmpty((await JsonSchema.FromJsonAsync(schema)).Validate(refused));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_uses_only_keywords_that_are_enforced(string name)
    {
        using var schema = JsonDocument.Parse(DocumentSchema.TextOf(name));

        Assert.Empty(
            Walk(schema.RootElement, name).SelectMany(
                at => at.Schema.EnumerateObject().Select(keyword => keyword.Name)).Except(Enforced.Keys).Except(Annotations));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_has_a_description_for_editors_to_show(string name)
    {
        using var schema = JsonDocument.Parse(DocumentSchema.TextOf(name));
        var silent = Walk(schema.RootElement, name)
            .SelectMany(
                at => at.Schema.TryGetProperty("properties", out var properties)
                    ? properties.EnumerateObject().Select(property => (At: $"{at.At}/{property.Name}", property.Value))
                    : [])
            .Where(property => !property.Value.TryGetProperty("$ref", out _)
                && !(property.Value.TryGetProperty("description", out var description) && description.GetString()!.Length > 0))
            .Select(property => property.At);

        Assert.Empty(silent);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_embedded_schema_equals_its_file_in_the_repository(string name) =>
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "schemas", $"{name}.schema.json")), DocumentSchema.TextOf(name));

    [Fact]
    public void The_schema_has_exactly_the_constraints_of_the_table()
    {
        var constrain = RuleProperties().GetProperty("constrain").GetProperty("properties");

        // A bound with `priorSuffices` is a row of its own.
        Assert.Equal(
            ConstraintTable.All.Select(row => row is QualityOrPrior ? "quality.priorSuffices: boolean" : $"{row.Name}: {TypeOf(row)}")
                .Order(StringComparer.Ordinal),
            Leaves(constrain, "").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_schema_has_exactly_the_obligations_of_the_table() =>
        Assert.Equal(
            ObligationTable.All.Where(row => row.IsSetByRules).Select(row => row.Name).Order(StringComparer.Ordinal),
            RuleProperties().GetProperty("oblige").GetProperty("properties").EnumerateObject().Select(
                property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Enumerations_of_the_schema_equal_those_of_the_code()
    {
        using var request = JsonDocument.Parse(DocumentSchema.TextOf("decision-request"));
        using var response = JsonDocument.Parse(DocumentSchema.TextOf("decision-response"));
        var asked = request.RootElement.GetProperty("properties");
        var answered = response.RootElement.GetProperty("properties");

        Assert.Equal(EnumNames<TaskKind>.All, Enumeration(asked.GetProperty("task")));
        Assert.Equal(
            EnumNames<FailureClass>.All,
            Enumeration(asked.GetProperty("attempts").GetProperty("items").GetProperty("properties").GetProperty("failed")));
        Assert.Equal(
            EnumNames<TaskKind>.All,
            Enumeration(answered.GetProperty("classification").GetProperty("properties").GetProperty("task")));
        Assert.Equal(
            Enum.GetNames<ClassificationSource>().Select(name => name.ToLowerInvariant()),
            Enumeration(answered.GetProperty("classification").GetProperty("properties").GetProperty("source")));
        Assert.Equal(
            Enum.GetNames<Provenance>().Select(name => name.ToLowerInvariant()),
            Enumeration(
                answered.GetProperty("trace").GetProperty("properties").GetProperty("facts").GetProperty("items")
                    .GetProperty("properties").GetProperty("from")));
    }

    [Fact]
    public void Every_shipped_file_names_an_existing_schema_in_its_first_line()
    {
        // What is copied into a repository's CI is not ours to describe.
        var ci = Path.Combine(Repository.Root, "policies", "ci") + Path.DirectorySeparatorChar;
        foreach (var file in Directory
            .GetFiles(Path.Combine(Repository.Root, "policies"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(ci, StringComparison.Ordinal)))
        {
            var first = File.ReadLines(file).First();
            Assert.StartsWith("# yaml-language-server: $schema=", first, StringComparison.Ordinal);
            Assert.True(
                File.Exists(Path.Combine(Path.GetDirectoryName(file)!, first["# yaml-language-server: $schema=".Length..])),
                $"{file}: {first}");
        }
    }

    private static JsonElement RuleProperties() =>
        JsonDocument.Parse(DocumentSchema.TextOf("routing-policy")).RootElement.GetProperty("properties")
            .GetProperty("spec")
            .GetProperty("properties")
            .GetProperty("rules")
            .GetProperty("items")
            .GetProperty("properties");

    private static string TypeOf(ConstraintDefinition row) => row.IsNumeric ? "number" : row.IsBoolean ? "boolean" : "array";

    private static IEnumerable<string> Leaves(JsonElement properties, string path) => properties.EnumerateObject().SelectMany(property =>
        property.Value.TryGetProperty("properties", out var inner) && !inner.TryGetProperty("param", out _)
            ? Leaves(inner, $"{path}{property.Name}.")
            :
            [
                $"{path}{property.Name}: {(property.Value.GetProperty("type") is { ValueKind: JsonValueKind.Array } types ? types[0] : property.Value.GetProperty("type")).GetString()}",
            ]);

    private static IEnumerable<string> Enumeration(JsonElement schema) =>
        schema.GetProperty("enum").EnumerateArray().Select(value => value.GetString()!);

    /// <summary>Every schema inside a schema.</summary>
    private static IEnumerable<(string At, JsonElement Schema)> Walk(JsonElement schema, string at)
    {
        yield return (at, schema);
        foreach (var keyword in schema.EnumerateObject())
        {
            IEnumerable<(string Name, JsonElement Value)> inner = keyword.Name switch
            {
                "properties" or "definitions" => keyword.Value.EnumerateObject().Select(property => (property.Name, property.Value)),
                "items" or "not" or "additionalProperties" when keyword.Value.ValueKind == JsonValueKind.Object =>
                [
                    (keyword.Name, keyword.Value),
                ],
                "anyOf" or "oneOf" or "allOf" => keyword.Value.EnumerateArray().Select((value, index) => ($"{keyword.Name}{index}", value)),
                _ => [],
            };
            foreach (var found in inner.SelectMany(pair => Walk(pair.Value, $"{at}/{pair.Name}")))
            {
                yield return found;
            }
        }
    }
}
