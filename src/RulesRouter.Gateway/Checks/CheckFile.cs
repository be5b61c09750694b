using System.Collections.Immutable;
using System.Text.Json;

namespace RulesRouter.Gateway.Checks;

/// <summary>
/// A JSON file of the checks that policies may name: <c>{ "checks": { "unit-tests": { "command": ["make", "test"], "timeoutMs": 60000 },
/// "linter": { "url": "http://127.0.0.1:9000/check" } } }</c>. Who edits policies cannot start a program; who edits this file can.
/// </summary>
internal static class CheckFile
{
    private const int DefaultTimeoutMs = 30_000;
    private const int MaxTimeoutMs = 600_000;

    private static readonly string[] Fields = ["command", "url", "timeoutMs"];

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="FormatException">The file has another form.</exception>
    public static ImmutableSortedDictionary<string, Verifier> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("checks", out var checks)
                && checks.ValueKind == JsonValueKind.Object
                ? checks.EnumerateObject().ToImmutableSortedDictionary(
                    check => check.Name,
                    check => Check(check.Value, $"{path}: check `{check.Name}`"),
                    StringComparer.Ordinal)
                : throw new FormatException($"`{path}` has no object `checks`");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"`{path}` is not JSON: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"`{path}` has a check twice: {exception.Message}", exception);
        }
    }

    private static Verifier Check(JsonElement check, string place)
    {
        if (check.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{place} is not an object");
        }

        foreach (var field in check.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            throw new FormatException($"{place}: unknown field `{field.Name}`; fields are {string.Join(", ", Fields)}");
        }

        var timeout = Timeout(check, place);
        return (check.TryGetProperty("command", out var command), check.TryGetProperty("url", out var url)) switch
        {
            (true, false) => new CommandVerifier(Command(command, place), timeout),
            (false, true) => new HttpVerifier(Url(url, place), timeout),
            (true, true) or (false, false) => throw new FormatException($"{place} needs `command` or `url`, and not both"),
        };
    }

    private static ImmutableArray<string> Command(JsonElement command, string place) =>
        command.ValueKind == JsonValueKind.Array
        && command.GetArrayLength() > 0
        && command.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String)
        && command[0].GetString()!.Length > 0
            ? [.. command.EnumerateArray().Select(part => part.GetString()!)]
            : throw new FormatException($"{place}: `command` must be a list of strings, first the program");

    private static Uri Url(JsonElement url, string place) =>
        url.ValueKind == JsonValueKind.String
        && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address
            : throw new FormatException($"{place}: `url` must be an http or https address");

    private static TimeSpan Timeout(JsonElement check, string place) =>
        !check.TryGetProperty("timeoutMs", out var value) ? TimeSpan.FromMilliseconds(DefaultTimeoutMs)
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var milliseconds) && milliseconds is >= 1 and <= MaxTimeoutMs
            ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new FormatException($"{place}: `timeoutMs` must be an integer from 1 to {MaxTimeoutMs}");
}
