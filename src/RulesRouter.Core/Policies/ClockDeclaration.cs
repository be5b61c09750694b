using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A name for the time of day and the date in one time zone; its facts are <c>name.hour</c> and so on.</summary>
internal sealed record ClockDeclaration(string Name, TimeZoneInfo Zone, SourceSpan Span)
{
    /// <summary>The facts of every clock, in slot order.</summary>
    public static ImmutableArray<string> Parts { get; } = ["hour", "minute", "weekday", "date", "month", "day"];

    /// <summary>In order, so that <c>weekday &gt;= "saturday"</c> is the weekend.</summary>
    public static ImmutableArray<string> Weekdays { get; } = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public IEnumerable<FactDefinition> ToFacts() => Parts.Select(part => new FactDefinition(
        $"{Name}.{part}",
        part == "weekday" ? FactType.Enum : FactType.Number,
        part == "weekday" ? Weekdays : [],
        Provenance.Service,
        $"{Describe(part)}, in {Zone.Id}")
    { IsClock = true, Range = RangeOf(part) });

    /// <summary>The values at a time, in the order of <see cref="Parts"/>.</summary>
    public ImmutableArray<FactValue> ReadAt(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return
        [
            FactValue.Of((double)local.Hour),
            FactValue.Of((double)local.Minute),
            FactValue.Of(Weekdays[((int)local.DayOfWeek + 6) % 7]),
            FactValue.Of((local.Year * 10_000d) + (local.Month * 100) + local.Day),
            FactValue.Of((double)local.Month),
            FactValue.Of((double)local.Day),
        ];
    }

    private static FactRange RangeOf(string part) => part switch
    {
        "hour" => FactRange.Whole(0, 23),
        "minute" => FactRange.Whole(0, 59),
        "weekday" => FactRange.Any,
        "date" => FactRange.Whole(10101, 99991231),
        "month" => FactRange.Whole(1, 12),
        "day" => FactRange.Whole(1, 31),
        _ => throw new UnreachableException(part),
    };

    private static string Describe(string part) => part switch
    {
        "hour" => "hour of the day, 0 to 23",
        "minute" => "minute of the hour, 0 to 59",
        "weekday" => "day of the week, monday first",
        "date" => "the date as one number, 20261224 for 24 December 2026",
        "month" => "month, 1 to 12",
        "day" => "day of the month, 1 to 31",
        _ => throw new UnreachableException(part),
    };
}
