using RulesRouter.Catalog;

namespace RulesRouter.Verification.Timelines;

/// <summary>
/// The times at which facts of an endpoint change: evidence, prices, release and retirement, targets of its alias. Hourly prices are apart.
/// </summary>
internal static class EndpointChanges
{
    public static IEnumerable<DateTimeOffset> Of(Endpoint endpoint, ModelCatalog catalog)
    {
        var evidence = endpoint.Compliance.Evidence().Concat(endpoint.Latency?.Evidence() ?? []).Select(fact => fact.Evidence.Expires);
        var periods = endpoint.Prices?.Periods ?? [];
        DateOnly?[] days =
        [
            endpoint.ReleasedOn,
            endpoint.RetiresOn,
            endpoint.DeprecatedOn,
            .. evidence,
            .. endpoint.Model.AliasOf.IsEmpty ? [] : catalog.AliasChanges.Select(day => (DateOnly?)day),
        ];
        return days.OfType<DateOnly>().Distinct().SelectMany(Timeline.StartAndEnd).Concat(periods.SelectMany(period => period.Edges));
    }
}
