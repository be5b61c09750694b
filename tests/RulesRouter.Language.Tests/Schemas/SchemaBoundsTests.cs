using System.Text.Json;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Language.Tests.Schemas;

public sealed class SchemaBoundsTests
{
    public static TheoryData<string> Schemas => [.. DocumentSchema.Names];

    /// <summary>An integer beyond the range of the program would otherwise read as absent.</summary>
    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_integer_has_both_bounds(string name)
    {
        using var schema = JsonDocument.Parse(DocumentSchema.TextOf(name));

        Assert.Empty(Unbounded(schema.RootElement, name));
    }

    private static IEnumerable<string> Unbounded(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Unbounded(property.Value, $"{path}/{property.Name}"))
            .Concat(element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                && type.GetString() == "integer" && !(element.TryGetProperty("minimum", out _)
                && element.TryGetProperty("maximum", out _)) ? [path] : []),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Unbounded(item, path)),
        _ => [],
    };
}
