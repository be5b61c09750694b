using RulesRouter.Catalog;

namespace RulesRouter.Core.Tests.Catalog;

public sealed class CatalogCalendarTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_end_of_a_live_price_separates_times()
    {
        var calendar = Of(new PricePeriod(null, null, [], new PriceRates { Input = 1 }) { Expires = Noon });

        Assert.Equal(At(calendar, Noon.AddHours(-2)), At(calendar, Noon.AddTicks(-1)));
        Assert.NotEqual(At(calendar, Noon.AddTicks(-1)), At(calendar, Noon));
    }

    [Fact]
    public void The_same_hours_of_two_days_on_which_nothing_turns_are_alike()
    {
        var night = new PriceWindow([], new TimeOnly(20, 0), new TimeOnly(6, 0), TimeZoneInfo.Utc);
        var calendar = Of(
            new PricePeriod(null, null, [], new PriceRates { Input = 2 }),
            new PricePeriod(null, null, [night], new PriceRates { Input = 1 }));

        Assert.Equal(At(calendar, Noon), At(calendar, Noon.AddDays(40).AddHours(3)));
        Assert.NotEqual(At(calendar, Noon), At(calendar, Noon.AddHours(9)));
    }

    [Fact]
    public void The_first_day_of_a_price_and_a_named_day_separate_times()
    {
        var calendar = new CatalogCalendar(
            [Priced(new PricePeriod(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero), null, [], new PriceRates { Input = 1 }))],
            [new DateOnly(2026, 6, 20)]);

        Assert.NotEqual(At(calendar, Noon), At(calendar, Noon.AddDays(1)));
        Assert.Equal(At(calendar, Noon.AddDays(3)), At(calendar, Noon.AddDays(10)));
        Assert.NotEqual(At(calendar, Noon.AddDays(10)), At(calendar, Noon.AddDays(19)));
    }

    private static CatalogCalendar Of(params PricePeriod[] periods) => new([Priced(periods)], []);

    private static ModelCatalog Priced(params PricePeriod[] periods) => new([], [], [new Endpoint
    {
        Id = EndpointId.Parse("p/m"),
        Provider = new Provider("p", "P", [], "p", ComplianceFacts.Unknown),
        Model = new Model("m", "M", null, null, []),
        FailureDomain = "p",
        Prices = new PriceSchedule([.. periods]),
    }]);

    private static byte[] At(CatalogCalendar calendar, DateTimeOffset at)
    {
        var bytes = new byte[calendar.Length];
        calendar.Write(at, bytes);
        return bytes;
    }
}
