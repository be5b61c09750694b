using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>
/// A JSON file of rules that classify the errors of upstreams: <c>{ "rules": [ { "class": "rate-limited", "dialect": "openai-chat",
/// "fromStatus": 420, "toStatus": 420, "name": "slow_down", "words": "slow down" } ] }</c>. Only the class is required.
/// </summary>
internal static class ErrorFile
{
    private static readonly string[] Fields = ["class", "dialect", "fromStatus", "toStatus", "name", "words"];

    /// <summary>The rules of the file, then the built-in ones.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="FormatException">The file has another form.</exception>
    public static ErrorTable Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("rules", out var rules)
                || rules.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException($"`{path}` has no list `rules`");
            }

            var own = rules.EnumerateArray().Select((rule, index) => Rule(rule, $"{path}: rule {index + 1}"));
            return new ErrorTable([.. own, .. ErrorTable.Default.Rules]);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"`{path}` is not JSON: {exception.Message}", exception);
        }
    }

    private static ErrorRule Rule(JsonElement rule, string place)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{place} is not an object");
        }

        foreach (var field in rule.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            throw new FormatException($"{place}: unknown field `{field.Name}`; fields are {string.Join(", ", Fields)}");
        }

        return new ErrorRule(
            Named<FailureClass>(rule, "class", place) ?? throw new FormatException($"{place}: `class` is missing"),
            Named<ApiDialect>(rule, "dialect", place),
            Status(rule, "fromStatus", place),
            Status(rule, "toStatus", place),
            Text(rule, "name", place),
            Text(rule, "words", place));
    }

    private static T? Named<T>(JsonElement rule, string field, string place)
        where T : struct, Enum =>
        Text(rule, field, place) is not { } name ? null
        : EnumNames<T>.TryParse(name, out var value) ? value
        : throw new FormatException($"{place}: `{field}` must be one of {string.Join(", ", EnumNames<T>.All)}, found \"{name}\"");

    private static int? Status(JsonElement rule, string field, string place) =>
        !rule.TryGetProperty(field, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var status) && status is >= 400 and < 600 ? status
        : throw new FormatException($"{place}: `{field}` must be a status from 400 to 599");

    private static string? Text(JsonElement rule, string field, string place) =>
        !rule.TryGetProperty(field, out var value) ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text
        : throw new FormatException($"{place}: `{field}` must be a string");
}
