using System.Text;
using System.Text.Json;

namespace RulesRouter.Gateway.Dialects.Json;

/// <summary>Reads values of vendors' JSON, in which any field can be absent, null or of another kind.</summary>
internal static class ElementExtensions
{
    public static bool IsObject(this JsonElement element) => element.ValueKind == JsonValueKind.Object;

    public static bool IsArray(this JsonElement element) => element.ValueKind == JsonValueKind.Array;

    public static bool IsString(this JsonElement element) => element.ValueKind == JsonValueKind.String;

    /// <summary>The kind is <c>Undefined</c> if this is no object, or the field is absent or null.</summary>
    public static JsonElement Field(this JsonElement element, string name) =>
        element.IsObject() && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    /// <summary>The kind is <c>Undefined</c> if this is no object, or the field is absent or null.</summary>
    public static JsonElement Field(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.IsObject() && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    public static bool Is(this JsonElement element, string name, string value) =>
        element.Field(name) is { ValueKind: JsonValueKind.String } field && field.ValueEquals(value);

    /// <summary>Null if this is no string.</summary>
    public static string? Text(this JsonElement element)
    {
        if (!element.IsString())
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // A surrogate without its other half: an emoji that the vendor divided between two events.
            return Unescaped(element.GetRawText().AsSpan(1..^1));
        }
    }

    public static string? Text(this JsonElement element, string name) => element.Field(name).Text();

    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) => element.Field(name).Text();

    public static bool? Boolean(this JsonElement element, string name) => element.Field(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static long? Integer(this JsonElement element, string name) => element.Field(name).Integer();

    public static long? Integer(this JsonElement element) =>
        element.ValueKind != JsonValueKind.Number ? null
            : element.TryGetInt64(out var whole) ? whole
            : element.TryGetDouble(out var number) && number is > -1e15 and < 1e15 ? (long)number
            : null;

    public static long Count(this JsonElement element, string name) => Math.Max(0, element.Integer(name) ?? 0);

    /// <summary>The entries; none if this is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.IsArray() ? element.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Field(name).Items();

    public static string Unescaped(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var index = 0; index < raw.Length; index++)
        {
            if (raw[index] != '\\')
            {
                text.Append(raw[index]);
                continue;
            }

            var escape = raw[++index];
            if (escape == 'u')
            {
                text.Append((char)Convert.ToUInt16(raw.Slice(index + 1, 4).ToString(), 16));
                index += 4;
                continue;
            }

            text.Append(escape switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => escape });
        }

        return text.ToString();
    }
}
