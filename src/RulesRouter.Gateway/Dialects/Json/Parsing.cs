using System.Text.Json;

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
}
