using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Access;
using RulesRouter.Names;

namespace RulesRouter.Language.Access;

/// <summary>Writes a file of kind ApiKeys that <see cref="ApiKeyFile"/> reads back as the same keys.</summary>
internal static class ApiKeyFileWriter
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<ApiKey> keys)
    {
        var text = new StringBuilder(
            $"""
            # Written by `rulesrouter keys`. It holds hashes: the keys themselves are shown once, when they are created.
            apiVersion: {PolicyLoader.ApiVersion}
            kind: ApiKeys
            spec:
              keys:

            """);
        foreach (var key in keys)
        {
            Write(text, key);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ApiKey key)
    {
        text.Append($"    {Quoted(key.Id)}:\n");
        Line(text, "hash", key.Hash);
        Line(text, "scopes", List(key.Caller.Scopes.Select(scope => EnumNames<AccessScope>.NameOf(scope))));
        if (key.Caller.Policies is { } policies)
        {
            Line(text, "policies", List(policies.Select(Quoted)));
        }

        if (!key.Caller.Attributes.IsEmpty)
        {
            Line(text, "attributes", Fields(key.Caller.Attributes.Select(pair => $"{Quoted(pair.Key)}: {Quoted(pair.Value)}")));
        }

        if (!key.Caller.Obligations.IsEmpty)
        {
            Line(text, "obligations", List(key.Caller.Obligations));
        }

        if (key.Caller.Limits != CallerLimits.None)
        {
            Line(text, "limits", Fields(Limits(key.Caller.Limits)));
        }

        Time(text, "created", key.Created);
        Time(text, "expires", key.Expires);
        Time(text, "revoked", key.Revoked);
    }

    private static IEnumerable<string> Limits(CallerLimits limits)
    {
        (string Name, double? Value)[] all =
        [
            ("requestsPerSecond", limits.RequestsPerSecond), ("burst", limits.Burst), ("concurrent", limits.Concurrent),
        ];
        return all.Where(limit => limit.Value is not null)
            .Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Name}: {limit.Value}"));
    }

    private static void Time(StringBuilder text, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            Line(text, name, known.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }
    }

    private static void Line(StringBuilder text, string name, string value) => text.Append($"      {name}: {value}\n");

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private static string Fields(IEnumerable<string> fields) => $"{{ {string.Join(", ", fields)} }}";

    /// <summary>A JSON string is the same string in YAML.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);
}
