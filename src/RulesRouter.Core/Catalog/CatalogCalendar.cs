using System.Buffers.Binary;
using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// Assigns equal keys to times at which all facts of some catalogs are equal: no day or time on which a fact begins or ends is between
/// them, and the hourly prices are the same.
/// </summary>
internal sealed class CatalogCalendar
{
    private readonly ImmutableArray<DateOnly> days;
    private readonly ImmutableArray<DateTimeOffset> edges;
    private readonly ImmutableArray<PriceSchedule> hourly;

    /// <param name="otherDays">Days on which other facts begin or end.</param>
    public CatalogCalendar(IReadOnlyCollection<ModelCatalog> catalogs, IEnumerable<DateOnly> otherDays)
    {
        var endpoints = catalogs.SelectMany(catalog => catalog.Endpoints).ToList();
        days =
        [
            .. endpoints
            .SelectMany(Days)
            .Concat(catalogs.SelectMany(catalog => catalog.AliasChanges))
            .Concat(otherDays)
            .SelectMany(day => new[] { day, day.AddDays(1) })
            .Distinct()
            .Order(),
        ];
        edges = [.. endpoints.SelectMany(endpoint => endpoint.Prices?.Periods ?? []).SelectMany(period => period.Edges).Distinct().Order()];
        hourly = [.. endpoints.Select(endpoint => endpoint.Prices).OfType<PriceSchedule>().Where(HasHours).DistinctBy(Hours)];
    }

    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public int Length => sizeof(int) * (2 + hourly.Length);

    /// <summary>Writes equal bytes for times at which all facts are equal.</summary>
    public void Write(DateTimeOffset at, Span<byte> to)
    {
        Put(to, 0, Passed(days.BinarySearch(DateOnly.FromDateTime(at.UtcDateTime))));
        Put(to, 1, Passed(edges.BinarySearch(at)));
        for (var index = 0; index < hourly.Length; index++)
        {
            Put(to, 2 + index, hourly[index].IndexAt(at));
        }
    }

    private static void Put(Span<byte> to, int place, int number) =>
        BinaryPrimitives.WriteInt32LittleEndian(to[(place * sizeof(int))..], number);

    /// <summary>The number of elements of a sorted array that are not after the searched one.</summary>
    private static int Passed(int found) => found >= 0 ? found + 1 : ~found;

    private static bool HasHours(PriceSchedule schedule) => schedule.Periods.Any(period => !period.Windows.IsDefaultOrEmpty);

    private static string Hours(PriceSchedule schedule) => string.Join(
        '\n',
        schedule.Periods.Select(
            period =>
                $"{period.From:O} {period.Until:O} {period.Expires:O} {(period.Windows.IsDefaultOrEmpty ? "" : string.Join(';', period.Windows.Select(Hours)))}"));

    private static string Hours(PriceWindow window) =>
        $"{string.Join(',', window.Days.IsDefault ? [] : window.Days)} {window.From:O} {window.Until:O} {window.Zone.Id}";

    private static IEnumerable<DateOnly> Days(Endpoint endpoint)
    {
        var evidence = endpoint.Compliance.Evidence().Concat(endpoint.Latency?.Evidence() ?? []).Select(fact => fact.Evidence.Expires);
        return new[] { endpoint.ReleasedOn, endpoint.RetiresOn, endpoint.DeprecatedOn }.Concat(evidence).OfType<DateOnly>();
    }
}
