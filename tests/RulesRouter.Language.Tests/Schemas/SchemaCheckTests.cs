using System.Text.Json;
using FsCheck.Xunit;

namespace RulesRouter.Language.Tests.Schemas;

/// <summary>Errors below keys with any characters keep position, value and help.</summary>
public sealed class SchemaCheckTests
{
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
        key.Get.Any(unit => unit < ' ' || char.IsSurrogate(unit) || RulesRouter.Diagnostics.OneLine.IsUnsafe(unit))
        || SchemaErrors(JsonSerializer.Serialize(key.Get)).ToList() is [var unknown, var wrong]
        && unknown == "catalog.yaml:7:7: error RR0101: unknown key `contxtTokens` (did you mean `contextTokens`?)"
        && wrong.StartsWith("catalog.yaml:8:14: error RR0102: ", StringComparison.Ordinal)
        && wrong.EndsWith("tools` must be true or false, found \"maybe\"", StringComparison.Ordinal);

    private static IEnumerable<string> SchemaErrors(string key) => Loading
        .Load(("catalog.yaml", $"apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: {{ name: c }}\nspec:\n  endpoints:\n    {key}:\n      contxtTokens: 9\n      tools: maybe\n"))
        .Diagnostics.Where(diagnostic => diagnostic.Code.Id.StartsWith("RR01", StringComparison.Ordinal))
        .Select(diagnostic => $"{diagnostic}{(diagnostic.Help.Length > 0 ? $" ({diagnostic.Help})" : "")}");
}
