using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// When prices, dates or evidence change next: dates at midnight UTC, prices at their first and last times and hourly prices at the edges
/// of their windows.
/// </summary>
internal sealed class PriceClock
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly long QuarterHour = TimeSpan.FromMinutes(15).Ticks;

    private readonly ImmutableArray<PriceWindow> windows;

    private readonly ImmutableArray<DateTimeOffset> edges;

    public PriceClock(IEnumerable<Endpoint> endpoints)
    {
        var periods = endpoints.SelectMany(endpoint => endpoint.Prices?.Periods ?? []).ToList();
        windows = [.. periods.SelectMany(period => period.Windows.IsDefaultOrEmpty ? [] : period.Windows).Distinct()];
        edges = [.. periods.SelectMany(period => period.Edges).Distinct().Order()];
    }

    /// <summary>The first time after <paramref name="at"/> at which something may change; never later than the change itself.</summary>
    public DateTimeOffset NextChange(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var next = new DateTimeOffset(utc.Date, TimeSpan.Zero) + Day;
        foreach (var edge in edges)
        {
            if (edge > at)
            {
                next = Earlier(next, edge);
                break;
            }
        }

        if (windows.IsEmpty)
        {
            return next;
        }

        // Zones change their offset at quarters of an hour: within one, wall clocks run evenly.
        next = Earlier(next, new DateTimeOffset(new DateTime(((utc.Ticks / QuarterHour) + 1) * QuarterHour, DateTimeKind.Utc)));
        foreach (var window in windows)
        {
            if (window.Zone.GetUtcOffset(at) != window.Zone.GetUtcOffset(next.AddTicks(-1)))
            {
                return at.AddTicks(1);
            }

            var time = TimeZoneInfo.ConvertTime(at, window.Zone).TimeOfDay;
            next = Earlier(next, at + Until(time, window.From.ToTimeSpan()));
            next = Earlier(next, at + Until(time, window.Until.ToTimeSpan()));
            next = Earlier(next, at + Until(time, TimeSpan.Zero));
        }

        return next;
    }

    private static TimeSpan Until(TimeSpan now, TimeSpan time) => time > now ? time - now : time - now + Day;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
