using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RulesRouter.Names;
using RulesRouter.Suites.Editing;
using Tomlyn;
using Tomlyn.Model;

namespace RulesRouter.Suites.Running;

/// <summary>
/// Reads models under test from TOML: one table <c>[[model]]</c> each, with <c>name</c> and either <c>base-url</c> and <c>model</c> or
/// <c>command</c>.
/// </summary>
internal static partial class ModelsFile
{
    private static readonly string[] Keys =
    [
        "name", "endpoint", "base-url", "model", "credential", "formats", "repair-rounds", "max-output-tokens", "usd-per-attempt",
        "command", "variables",
    ];

    /// <summary>Keys that say how a model is asked; a command asks by itself.</summary>
    private static readonly string[] KeysOfApis = ["credential", "formats", "repair-rounds", "max-output-tokens"];

    /// <exception cref="FormatException">The file has another shape; the message says where, and what is allowed.</exception>
    public static ImmutableArray<ModelUnderTest> Read(string toml)
    {
        var table = Parse(toml);
        if (table.Keys.FirstOrDefault(key => key != "model") is { } other)
        {
            throw new FormatException($"unknown key `{other}`; expected tables [[model]]");
        }

        if (!table.TryGetValue("model", out var found) || found is not TomlTableArray { Count: > 0 } models)
        {
            throw new FormatException("expected at least one table [[model]] with `name` and either `base-url` and `model` or `command`");
        }

        ImmutableArray<ModelUnderTest> read = [.. models.Select((model, index) => Read(model, $"model {index + 1}"))];
        return read.GroupBy(model => model.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new FormatException($"duplicate name \"{twice.Key}\"")
            : read;
    }

    private static TomlTable Parse(string toml)
    {
        try
        {
            return TomlSerializer.Deserialize<TomlTable>(toml) ?? [];
        }
        catch (TomlException exception)
        {
            var message = TomlError().Replace(exception.Message.Trim().TrimEnd('.'), "$1:$2: ");
            throw new FormatException(message, exception);
        }
    }

    private static ModelUnderTest Read(TomlTable table, string place)
    {
        if (table.Keys.FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
        {
            throw new FormatException($"{place}: unknown key `{unknown}`; valid keys: {string.Join(", ", Keys)}");
        }

        var (command, baseUrl, model) = (Text(table, "command", place), Text(table, "base-url", place), Text(table, "model", place));
        if (command is null ? baseUrl is null || model is null : baseUrl is not null || model is not null)
        {
            throw new FormatException($"{place}: expected either `base-url` and `model`, or `command`");
        }

        if (baseUrl is not null && !(Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            throw new FormatException($"{place}: `base-url` is not an http or https URL: \"{baseUrl}\"");
        }

        var read = new ModelUnderTest
        {
            Name = Text(table, "name", place) ?? throw new FormatException($"{place}: `name` is required"),
            Endpoint = Text(table, "endpoint", place),
            BaseUrl = baseUrl,
            Model = model,
            CredentialVariable = Text(table, "credential", place),
            Formats = table.ContainsKey("formats")
                ? [.. Texts(table, "formats", place).Select(name => Format(name, place)).Distinct()]
                : [EditFormat.SearchReplace],
            RepairRounds = Number(table, "repair-rounds", 0, 10, 0, place),
            MaxOutputTokens = Number(table, "max-output-tokens", 1, 1_000_000, 16_000, place),
            UsdPerAttempt = Dollars(table, "usd-per-attempt", place),
            Command = command,
            Variables = [.. Texts(table, "variables", place)],
        };
        return read.Formats.IsEmpty
            ? throw new FormatException($"{place}: `formats` is empty; valid formats: {string.Join(", ", EnumNames<EditFormat>.All)}")
            : KeysOfApis.FirstOrDefault(key => command is not null && table.ContainsKey(key)) is { } ofApi
                ? throw new FormatException($"{place}: `{ofApi}` is for a model with `base-url`, not for a `command`")
            : command is null && table.ContainsKey("variables")
                ? throw new FormatException($"{place}: `variables` is for a `command`; a model with `base-url` has `credential`")
            : read;
    }

    private static string? Text(TomlTable table, string key, string place) =>
        !table.TryGetValue(key, out var value) ? null
        : value is string { Length: > 0 } text ? text
        : throw new FormatException($"{place}: `{key}` must be a string");

    private static IEnumerable<string> Texts(TomlTable table, string key, string place) =>
        !table.TryGetValue(key, out var value) ? []
        : value is TomlArray list && list.All(item => item is string { Length: > 0 }) ? list.Cast<string>()
        : throw new FormatException($"{place}: `{key}` must be a list of strings");

    private static int Number(TomlTable table, string key, int min, int max, int absent, string place) =>
        !table.TryGetValue(key, out var value) ? absent
        : value is long number && number >= min && number <= max ? (int)number
        : throw new FormatException($"{place}: `{key}` must be an integer from {min} to {max}");

    private static decimal? Dollars(TomlTable table, string key, string place) =>
        !table.TryGetValue(key, out var value) ? null
        : value is long whole and >= 0 ? whole
        : value is double and >= 0 and <= 1_000_000 ? (decimal)(double)value
        : throw new FormatException($"{place}: `{key}` must be dollars, 0 or more");

    private static EditFormat Format(string name, string place) => EnumNames<EditFormat>.TryParse(name, out var format)
        ? format
        : throw new FormatException($"{place}: unknown format \"{name}\"; valid formats: {string.Join(", ", EnumNames<EditFormat>.All)}");

    /// <summary>What the parser writes before a message: <c>(line,column) : error : </c>.</summary>
    [GeneratedRegex(@"^\((\d+),(\d+)\)\s*:\s*error\s*:\s*", RegexOptions.CultureInvariant)]
    private static partial Regex TomlError();
}
