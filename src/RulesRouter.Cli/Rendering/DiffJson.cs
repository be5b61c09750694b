using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Cli.Rendering;

/// <summary>A comparison for programs: complete, every weakened request by name.</summary>
internal static class DiffJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(TextWriter to, PolicyDiff diff) => to.WriteLine(JsonSerializer.Serialize(
        new
        {
            diff.Before,
            diff.After,
            diff.IsWeaker,
            diff.Policies,
            diff.Catalog,
            RemovedParents = diff.RemovedParents.Select(removed => new { removed.Policy, removed.What }),
            Effect = diff.Effect is { } effect ? Of(effect) : null,
        },
        Options));

    private static object Of(ReplayResult effect) => new
    {
        effect.Requests,
        effect.Recorded,
        effect.RecordedAlike,
        effect.All,
        ByPolicy = effect.ByPolicy.Select(row => new { row.Policy, row.Totals }),
        effect.Moves,
        effect.WeakenedRequests,
        effect.Weakened,
        effect.Unreadable,
        effect.FirstUnreadable,
    };
}
