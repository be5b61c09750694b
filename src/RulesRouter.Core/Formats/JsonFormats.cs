using System.Text.Encodings.Web;
using System.Text.Json;

namespace RulesRouter.Formats;

/// <summary>
/// The settings of all JSON that is serialised from objects: names in camel case, and no escapes that JSON does not need.
/// </summary>
internal static class JsonFormats
{
    /// <summary>On one line.</summary>
    public static JsonSerializerOptions Compact { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Indented, for people.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Compact) { WriteIndented = true };
}
