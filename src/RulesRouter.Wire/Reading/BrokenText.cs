using System.Globalization;
using System.Text.Json;

namespace RulesRouter.Wire.Reading;

/// <summary>Finds the text that a JSON document holds but that is no text: JSON's grammar lets half a surrogate pair through.</summary>
internal static class BrokenText
{
    /// <summary>The JSON pointer of the first such text or of the object whose key it is.</summary>
    public static string PointerTo(JsonElement root, string pointer) => Find(root, pointer) ?? pointer;

    private static string? Find(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.String => IsBroken(() => element.GetString()) ? pointer : null,
        JsonValueKind.Array => element.EnumerateArray().Select((item, index) => Find(item, $"{pointer}/{index.ToString(CultureInfo.InvariantCulture)}")).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => element.EnumerateObject()
            .Select(property => IsBroken(() => property.Name) ? pointer : Find(property.Value, $"{pointer}/{JsonFields.Escaped(property.Name)}"))
            .FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool IsBroken(Func<string?> read)
    {
        try
        {
            read();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
