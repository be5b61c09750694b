using System.Text.Json;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Diagnostics;

namespace RulesRouter.Language.Tests.Schemas;

/// <summary>Errors below keys with any characters keep position, value and help.</summary>
public sealed class SchemaCheckTests
{
    private const string Characters = "/.~[]'\"\\ #:{}-aé0";

    [Theory]
    [InlineData("acme/small")]
    [InlineData("acme/small.v2")]
    [InlineData("acme/a[0].b")]
    [InlineData("acme/it's")]
    [InlineData("acme/\\\"q\\\"")]
    [InlineData("acme/tab\\tand\\nbreak")]
    [InlineData("acme/b c")]
    [InlineData("acme/größe")]
    [InlineData("acme/x#eu.batch")]
    [InlineData("a'].b['c")]
    public void Errors_below_a_key_show_the_value(string key) => Assert.Equal(
        [
            "catalog.yaml:7:7: error RR0101: unknown key `contxtTokens` (did you mean `contextTokens`?)",
            "catalog.yaml:8:14: error RR0102: `tools` must be true or false, found \"maybe\"",
        ],
        SchemaErrors($"\"{key}\""));

    [Property]
    public bool Errors_below_any_key_show_the_value(FsCheck.NonEmptyString key) =>
        key.Get.Any(unit => unit < ' ' || char.IsSurrogate(unit) || OneLine.IsUnsafe(unit))
        || SchemaErrors(JsonSerializer.Serialize(key.Get)).ToList() is [var unknown, var wrong]
        && unknown == "catalog.yaml:7:7: error RR0101: unknown key `contxtTokens` (did you mean `contextTokens`?)"
        && wrong.StartsWith("catalog.yaml:8:14: error RR0102: ", StringComparison.Ordinal)
        && wrong.EndsWith("tools` must be true or false, found \"maybe\"", StringComparison.Ordinal);

    /// <summary>
    /// Documents of every kind with errors below a key of the author's, or at it. Of each error: its place, code, the end of the message
    /// and the help.
    /// </summary>
    public static TheoryData<string, string[]> Kinds { get; } = new()
    {
        {
            """
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                KEY:
                  type: enumm
                  defalt: 1
              rules: [{ id: default, select: { objective: price } }]
            """,
            ["7:13 RR0104 type` cannot be \"enumm\" (did you mean `enum`?)", "8:7 RR0101 unknown key `defalt` (did you mean `default`?)"]
        },
        {
            """
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              scripts:
                KEY:
                  inputs: { a: nmber }
                  result: number
                  body: [1]
              rules: [{ id: default, select: { objective: price } }]
            """,
            ["7:20 RR0104 inputs.a` cannot be \"nmber\" (did you mean `number`?)", "9:13 RR0102 body` must be a string, found a list ()"]
        },
        {
            """
            kind: Catalog
            metadata: { name: c }
            spec:
              models:
                KEY:
                  familly: 9
                  vendor: [1]
            """,
            ["7:7 RR0101 unknown key `familly` (did you mean `family`?)", "8:15 RR0102 vendor` must be a string, found a list ()"]
        },
        {
            """
            kind: Parameters
            metadata: { name: e }
            spec:
              KEY:
                KEY:
                  [1]
                "other": { a: 1 }
            """,
            ["7:7 RR0102 ` must be a string, number or boolean, found a list ()", "8:14 RR0102 other` must be a string, number or boolean, found an object ()"]
        },
        {
            """
            kind: PolicyTest
            metadata: { name: t }
            spec:
              policy: p
              cases:
                - name: one
                  request: { prompt: hello }
                  expect:
                    KEY: 1
                    outcme: denied
            """,
            ["10:9 RR0101 unknown key `KEY` (…)", "11:9 RR0101 unknown key `outcme` (did you mean `outcome`?)"]
        },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Errors_of_every_kind_keep_place_value_and_help_below_any_key(string document, string[] expected) =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<FsCheck.NonNegativeInt[]>(),
            drawn =>
            {
                var key = string.Concat(drawn.Select(unit => Characters[unit.Get % Characters.Length]));
                var text = "apiVersion: rulesrouter/v1\n"
                    + document.Replace("KEY", JsonSerializer.Serialize(key), StringComparison.Ordinal);
                var found = Loading.Load(("f.yaml", text)).Diagnostics
                    .Where(diagnostic => diagnostic.Code.Id.StartsWith("RR010", StringComparison.Ordinal))
                    .ToList();
                Assert.Equal(expected.Length, found.Count);
                foreach (var (wanted, one) in expected.Zip(found))
                {
                    var parts = wanted.Replace("KEY", key, StringComparison.Ordinal).Split(' ', 3);
                    var cut = parts[2].LastIndexOf(" (", StringComparison.Ordinal);
                    Assert.Equal((parts[0], parts[1]), ($"{one.Span.Line}:{one.Span.Column}", one.Code.Id));
                    Assert.EndsWith(parts[2][..cut], one.Message, StringComparison.Ordinal);
                    Assert.Equal(parts[2].EndsWith("(…)", StringComparison.Ordinal) ? one.Help : parts[2][(cut + 2)..^1], one.Help);
                }
            }));

    /// <summary>What is not an object is reported once, without the keys that it lacks.</summary>
    [Theory]
    [InlineData("5", "found 5")]
    [InlineData("[1]", "found a list")]
    [InlineData("", "found nothing")]
    public void A_value_that_is_no_object_is_one_error(string value, string found) => Assert.Equal(
        [$"p.yaml:6:{(value.Length == 0 ? 7 : 8)}: error RR0102: `attributes.a` must be an object, {found}"],
        Loading.Shown(Loading.Load(("p.yaml", $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                a: {{value}}
              rules: [{ id: default, select: { objective: price } }]
            """)).Diagnostics));

    [Theory]
    [InlineData("5", "p.yaml:5:26: error RR0102: `when` must be a string, or true or false, found 5")]
    [InlineData("[stream]", "p.yaml:5:26: error RR0102: `when` must be a string, or true or false, found a list")]
    [InlineData("\"\"", null)]
    public void Condition_of_another_type_is_one_error_and_an_empty_one_is_read(string when, string? expected) => Assert.Equal(
        expected is null ? [] : [expected],
        Loading.Shown(Loading.Load(("p.yaml", $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              rules: [{ id: a, when: {{when}}, deny: true }, { id: default, select: { objective: price } }]
            """)).Diagnostics));

    [Fact]
    public void An_empty_key_is_shown_as_an_empty_string() => Assert.Equal(
        "p.yaml:6:17: error RR0104: `attributes.\"\".type` cannot be \"enumm\"",
        Loading.Load(("p.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                "": { type: enumm }
              rules: [{ id: default, select: { objective: price } }]
            """)).Diagnostics.First(diagnostic => diagnostic.Code == SchemaDiagnostics.WrongValue).ToString());

    private static IEnumerable<string> SchemaErrors(string key) => Loading
        .Load(("catalog.yaml", $"apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: {{ name: c }}\nspec:\n  endpoints:\n    {key}:\n      contxtTokens: 9\n      tools: maybe\n"))
        .Diagnostics.Where(diagnostic => diagnostic.Code.Id.StartsWith("RR01", StringComparison.Ordinal))
        .Select(diagnostic => $"{diagnostic}{(diagnostic.Help.Length > 0 ? $" ({diagnostic.Help})" : "")}");
}
