using System.Text.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>The form of the answer.</summary>
internal abstract record OutputFormat
{
    /// <summary>A JSON object of any schema.</summary>
    public sealed record JsonObject : OutputFormat;

    /// <param name="Name">Null if the client gave none.</param>
    public sealed record Schema(string? Name, string? Description, JsonElement Value, bool? Strict) : OutputFormat;
}
