using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Verification.Comparing;

/// <summary>
/// Compliance facts of endpoints that satisfy more than before: a shorter retention, another certification, fewer regions, evidence that
/// holds longer or is no sample any more.
/// </summary>
internal static class ComplianceComparison
{
    /// <summary>One sentence for each.</summary>
    public static IEnumerable<string> Improved(ModelCatalog before, ModelCatalog after)
    {
        var known = before.Endpoints.ToDictionary(endpoint => (string)endpoint.Id, StringComparer.Ordinal);
        foreach (var endpoint in after.Endpoints)
        {
            var was = known.GetValueOrDefault(endpoint.Id);
            foreach (var fact in Facts(was?.Compliance ?? ComplianceFacts.Unknown, endpoint.Compliance))
            {
                yield return $"endpoint `{endpoint.Id}`: {fact} satisfies more than before";
            }

            if (was is null)
            {
                continue;
            }

            if (was.Region != endpoint.Region)
            {
                yield return $"endpoint `{endpoint.Id}`: region {was.Region ?? "unknown"} → {endpoint.Region ?? "unknown"}";
            }

            if (Carriers(was) is var carriers && !carriers.IsSubsetOf(Carriers(endpoint)))
            {
                yield return $"endpoint `{endpoint.Id}`: its calls pass through fewer or other providers";
            }

            if (was.Model.Id != endpoint.Model.Id || !was.Model.Spellings.IsSubsetOf(endpoint.Model.Spellings))
            {
                yield return $"endpoint `{endpoint.Id}`: its model has another name, which patterns of models may not match";
            }
        }
    }

    private static ImmutableHashSet<string> Carriers(Endpoint endpoint) =>
    [
        .. endpoint.PassesThrough.Select(provider => provider.Id),
        .. endpoint.Carriers.AreKnown ? Array.Empty<string>() : [Provider.UnknownCarrier],
    ];

    private static IEnumerable<string> Facts(ComplianceFacts before, ComplianceFacts after)
    {
        (string Name, bool Improves)[] facts =
        [
            ("dataRetentionDays", Improves(before.DataRetentionDays, after.DataRetentionDays, (was, now) => now >= was)),
            ("trainsOnData", Improves(before.TrainsOnData, after.TrainsOnData, (was, now) => now || !was)),
            ("zeroDataRetention", Improves(before.ZeroDataRetention, after.ZeroDataRetention, (was, now) => was || !now)),
            ("certifications", Improves(before.Certifications, after.Certifications, (was, now) => now.IsSubsetOf(was))),
            ("processingRegions", Improves(before.ProcessingRegions, after.ProcessingRegions, (was, now) => now.IsSupersetOf(was))),
            ("storageRegions", Improves(before.StorageRegions, after.StorageRegions, (was, now) => now.IsSupersetOf(was))),
        ];
        return facts.Where(fact => fact.Improves).Select(fact => fact.Name);
    }

    /// <param name="satisfiesNoMore">Whether the later value satisfies no constraint that the earlier one violates.</param>
    private static bool Improves<T>(Evidenced<T>? before, Evidenced<T>? after, Func<T, T, bool> satisfiesNoMore)
        where T : notnull =>
        after is not null
            && (before is null
                || !satisfiesNoMore(before.Value, after.Value)
                || before.Evidence.ExpiresBefore(after.Evidence)
                || (before.Evidence.IsSample && !after.Evidence.IsSample));
}
