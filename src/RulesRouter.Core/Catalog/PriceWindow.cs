using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// Hours of the day by the local time of a zone. A window whose end is not after its start crosses midnight and belongs to the day on
/// which it starts; equal times are a whole day. When clocks go back, both passes of the repeated hour are inside; when they go
/// forward, the skipped hour does not occur.
/// </summary>
/// <param name="Days">On which it starts; empty is every day.</param>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
public sealed record PriceWindow(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly Until, TimeZoneInfo Zone)
{
    public bool Contains(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (From < Until)
        {
            return time >= From && time < Until && StartsOn(local.DayOfWeek);
        }

        return (time >= From && StartsOn(local.DayOfWeek)) || (time < Until && StartsOn(local.AddDays(-1).DayOfWeek));
    }

    private bool StartsOn(DayOfWeek day) => Days.IsDefaultOrEmpty || Days.Contains(day);
}
