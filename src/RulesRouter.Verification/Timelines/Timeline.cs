using System.Collections.Immutable;

namespace RulesRouter.Verification.Timelines;

/// <summary>Splits time at dates on which something changes.</summary>
internal static class Timeline
{
    /// <param name="whole">The span to split.</param>
    /// <param name="changes">Times of changes in any order; those outside the span are ignored.</param>
    /// <returns>The intervals without a change in their inside, in order.</returns>
    public static ImmutableArray<TimeInterval> Split(TimeInterval whole, IEnumerable<DateTimeOffset> changes)
    {
        DateTimeOffset[] starts = [whole.From, .. changes.Where(at => at > whole.From && whole.Contains(at)).Distinct().Order()];
        return [.. starts.Select((start, index) => new TimeInterval(start, index + 1 < starts.Length ? starts[index + 1] : whole.Until))];
    }

    /// <summary>Midnight UTC at the start of a day, and at its end, which is the start of the next day.</summary>
    public static IEnumerable<DateTimeOffset> StartAndEnd(DateOnly day) =>
        day == DateOnly.MaxValue ? [StartOf(day)] : [StartOf(day), StartOf(day.AddDays(1))];

    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Merges adjacent intervals.</summary>
    /// <param name="intervals">In order and without overlaps.</param>
    public static ImmutableArray<TimeInterval> Merge(IEnumerable<TimeInterval> intervals)
    {
        var merged = ImmutableArray.CreateBuilder<TimeInterval>();
        foreach (var interval in intervals)
        {
            if (merged.Count > 0 && merged[^1].Until == interval.From)
            {
                merged[^1] = merged[^1] with { Until = interval.Until };
            }
            else
            {
                merged.Add(interval);
            }
        }

        return merged.ToImmutable();
    }
}
