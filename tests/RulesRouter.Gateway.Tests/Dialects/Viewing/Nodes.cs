using System.Text.Json;
using System.Text.Json.Nodes;

namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>Reads JSON of which nothing is certain.</summary>
internal static class Nodes
{
    public static JsonObject? Object(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonNode? At(this JsonNode? node, string name) => node is JsonObject fields ? fields[name] : null;

    public static string? Text(this JsonNode? node, string name) => node.At(name).Text();

    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long Count(this JsonNode? node, string name) =>
        node.At(name) is JsonValue value && value.TryGetValue<long>(out var count) ? count : 0;

    public static IEnumerable<JsonNode?> Items(this JsonNode? node, string name) => node.At(name) as JsonArray ?? [];

    /// <summary>Arguments as <see cref="ViewedCall.Arguments"/>: objects compare whatever their white space.</summary>
    public static string Arguments(JsonNode? arguments)
    {
        if (arguments.Text() is not { } text)
        {
            return arguments?.ToJsonString() ?? "{}";
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return "{}";
        }

        try
        {
            return JsonNode.Parse(text)?.ToJsonString() ?? "null";
        }
        catch (JsonException)
        {
            return "raw:" + text;
        }
    }
}
