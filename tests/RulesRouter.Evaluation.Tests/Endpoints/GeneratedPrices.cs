using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Tests.Endpoints;

/// <summary>Price schedules with dates, tiers and windows in zones that move their clocks, and moments around their edges.</summary>
internal static class GeneratedPrices
{
    private static readonly TimeZoneInfo[] Zones =
    [
        TimeZoneInfo.Utc,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu"),
    ];

    private static readonly TimeOnly[] Edges = [new(0, 0), new(2, 30), new(8, 5), new(16, 30), new(23, 59, 30)];

    public static Gen<PriceSchedule?> Schedules => Gen.Frequency(
        (1, Gen.Constant<PriceSchedule?>(null)),
        (4, Period.ListOf().Select(periods => (PriceSchedule?)new PriceSchedule([.. periods.Take(3)]))));

    /// <summary>Around the night on which Berlin's clocks go back, and around new year.</summary>
    public static Gen<DateTimeOffset> Moments =>
        from day in Gen.Elements(
            new DateTime(2026, 10, 24),
            new DateTime(2026, 10, 25),
            new DateTime(2026, 3, 29),
            new DateTime(2026, 12, 31),
            new DateTime(2027, 1, 1))
        from edge in Gen.Elements(Edges)
        from minutes in Gen.Choose(-150, 150)
        from ticks in Gen.Elements(-1, 0, 1)
        select new DateTimeOffset(day + edge.ToTimeSpan(), TimeSpan.Zero).AddMinutes(minutes).AddTicks(ticks);

    private static Gen<PricePeriod> Period =>
        from @from in Gen.Elements<DateTimeOffset?>(null, Utc(2026, 10, 25, 0), Utc(2026, 10, 25, 7), Utc(2027, 1, 1, 0))
        from until in Gen.Elements<DateTimeOffset?>(null, null, Utc(2026, 12, 31, 0), Utc(2026, 12, 31, 22))
        from windows in Gen.Frequency(
            (1, Gen.Constant(ImmutableArray<PriceWindow>.Empty)),
            (2, Window.ListOf().Select(list => list.Take(2).ToImmutableArray())))
        from rates in Rates
        from tier in Gen.Frequency(
            (2, Gen.Constant<PriceRates?>(null)),
            (1, Rates.Select(rate => (PriceRates?)(rate with { PerRequest = null }))))
        select new PricePeriod(@from, until, windows, tier is null ? rates : rates with { Tiers = [new PriceTier(100, tier)] });

    private static DateTimeOffset Utc(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    private static Gen<PriceWindow> Window =>
        from days in Gen.SubListOf(DayOfWeek.Saturday, DayOfWeek.Sunday, DayOfWeek.Thursday)
        from start in Gen.Elements(Edges)
        from end in Gen.Elements(Edges)
        from zone in Gen.Elements(Zones)
        select new PriceWindow([.. days], start, end, zone);

    private static Gen<PriceRates> Rates =>
        from input in Gen.Elements<double?>(null, 0, 1.1, 10)
        from cached in Gen.Elements<double?>(null, 0.3)
        from output in Gen.Elements<double?>(null, 0, 2.7)
        from fee in Gen.Elements<double?>(null, 0, 0.01)
        select new PriceRates { Input = input, CachedInput = cached, Output = output, PerRequest = fee };
}
