using System.Text.Json;
using System.Text.Unicode;

namespace RulesRouter.Gateway.Dialects.Json;

/// <summary>Reads vendors' JSON, in which schemas and arguments may be nested deeply.</summary>
internal static class Parsing
{
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 500 };

    /// <summary>Null if this is not JSON, or not an object.</summary>
    public static JsonDocument? Object(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var document = JsonDocument.Parse(utf8, Options);
            if (document.RootElement.IsObject())
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Where in JSON the first string or name is that is not Unicode text, in bytes; null if there is none. Such a string cannot be
    /// compared or written.
    /// </summary>
    /// <exception cref="JsonException">This is not JSON.</exception>
    public static long? UnreadableAt(ReadOnlySpan<byte> json)
    {
        if (Utf8.IsValid(json) && !MayHaveSurrogates(json))
        {
            return null;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && !IsText(ref reader))
            {
                return reader.TokenStartIndex;
            }
        }

        return null;
    }

    /// <summary>Whether a string, such as the arguments of a tool call, is a JSON object; the kind is <c>Undefined</c> if not.</summary>
    public static JsonElement ObjectIn(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Not JSON, or a surrogate without its other half.
            return default;
        }
    }

    /// <summary>The value that a text is as JSON; null if it is none.</summary>
    public static JsonElement? ValueIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Not JSON, or a surrogate without its other half.
            return null;
        }
    }

    /// <summary>Half a pair is escaped: UTF-8 has none.</summary>
    private static bool MayHaveSurrogates(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private static bool IsText(ref Utf8JsonReader reader)
    {
        if (!MayHaveSurrogates(reader.ValueSpan))
        {
            return Utf8.IsValid(reader.ValueSpan);
        }

        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
