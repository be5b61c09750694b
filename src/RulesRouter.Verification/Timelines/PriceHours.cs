using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Verification.Timelines;

/// <summary>
/// Times at which prices by the hour change. They repeat every week until a zone changes its offset, so the first week of an interval and
/// the weeks of the next year in which an offset changes represent all of them.
/// </summary>
internal static class PriceHours
{
    private const int DaysOfWeek = 8;
    private const int DaysOfYear = 366;

    /// <param name="windows">Those of every schedule that matters.</param>
    /// <returns>Times inside the interval, in order; the interval's start included.</returns>
    public static ImmutableArray<DateTimeOffset> In(TimeInterval interval, IReadOnlyCollection<PriceWindow> windows)
    {
        if (windows.Count == 0)
        {
            return [interval.From];
        }

        var zones = windows.Select(window => window.Zone).DistinctBy(zone => zone.Id).ToList();
        var weeks = zones.SelectMany(zone => OffsetChanges(zone, interval.From)).Prepend(interval.From);
        return
        [
            .. weeks.SelectMany(start => windows.SelectMany(window => Changes(window, start)))
                .Where(interval.Contains)
                .Append(interval.From)
                .Distinct()
                .Order(),
        ];
    }

    private static IEnumerable<DateTimeOffset> Changes(PriceWindow window, DateTimeOffset start)
    {
        var first = TimeZoneInfo.ConvertTime(start, window.Zone).Date.AddDays(-1);
        return Enumerable.Range(0, DaysOfWeek + 1)
            .SelectMany(
                day => new[] { window.From, window.Until }.SelectMany(
                    time => Instants(first.AddDays(day) + time.ToTimeSpan(), window.Zone)))
            .Where(at => at >= start);
    }

    /// <summary>One for an ordinary local time, two for one that occurs twice, and the transition for one that is skipped.</summary>
    private static IEnumerable<DateTimeOffset> Instants(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsAmbiguousTime(local))
        {
            return zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset).ToUniversalTime());
        }

        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return [new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()];
    }

    /// <summary>The starts of days of the next year (UTC) on which a zone changes its offset.</summary>
    private static IEnumerable<DateTimeOffset> OffsetChanges(TimeZoneInfo zone, DateTimeOffset from) => zone.SupportsDaylightSavingTime
        ? Enumerable.Range(0, DaysOfYear)
            .Select(day => from.AddDays(day))
            .Where(at => zone.GetUtcOffset(at) != zone.GetUtcOffset(at.AddDays(1)))
        : [];
}
