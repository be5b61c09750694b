using System.Globalization;
using RulesRouter.Access;
using RulesRouter.Names;

namespace RulesRouter.Cli.Rendering;

/// <summary>API keys as lines of columns.</summary>
internal static class KeyWriter
{
    public static void Write(TextWriter output, IEnumerable<ApiKey> keys, DateTimeOffset now)
    {
        string[][] rows =
        [
            ["id", "state", "scopes", "policies", "attributes", "obligations", "limits", "expires"],
            .. keys.Select(key => Row(key, now)),
        ];
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string[] Row(ApiKey key, DateTimeOffset now) =>
    [
        key.Id,
        key.Revoked is not null ? "revoked" : key.Expires <= now ? "expired" : "active",
        string.Join(',', key.Caller.Scopes.Select(EnumNames<AccessScope>.NameOf)),
        key.Caller.Policies is { } policies ? string.Join(',', policies) : "all",
        key.Caller.Attributes.IsEmpty ? "-" : string.Join(' ', key.Caller.Attributes.Select(pair => $"{pair.Key}={pair.Value}")),
        key.Caller.Obligations.IsEmpty ? "-" : string.Join(',', key.Caller.Obligations),
        Limits(key.Caller.Limits),
        key.Expires?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "never",
    ];

    private static string Limits(CallerLimits limits)
    {
        string?[] all =
        [
            limits.RequestsPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate}/s") : null,
            limits.Burst is { } burst ? $"burst {burst}" : null,
            limits.Concurrent is { } concurrent ? $"{concurrent} concurrent" : null,
        ];
        return limits == CallerLimits.None ? "-" : string.Join(", ", all.Where(limit => limit is not null));
    }
}
