using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Formats;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Replaying;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Rendering;

/// <summary>A complete comparison as JSON, with every weakened request.</summary>
internal static class DiffJson
{
    private static readonly JsonSerializerOptions Options = new(JsonFormats.Indented)
    {
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
            WeakerBudgets = diff.WeakerBudgets.Select(weaker => new { weaker.Policy, weaker.What }),
            Regions = diff.Regions.Select(region => new
            {
                region.Policy,
                region.IsEquivalent,
                region.IsRefinement,
                Changes = region.Changes.Select(
                    change => new
                    {
                        change.Kind,
                        change.Subject,
                        change.Before,
                        change.After,
                        change.IsWeaker,
                        LosesProtection = PolicyDiff.LosesProtection(change),
                        Witness = JsonDocument.Parse(WitnessWriter.Json(change.Witness)).RootElement,
                        change.Witness.At,
                        change.Intervals,
                    }),
                Unclear = region.Unclear.Select(obstacle => new { obstacle.Reason, Place = obstacle.Place.ToString() }),
            }),
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
