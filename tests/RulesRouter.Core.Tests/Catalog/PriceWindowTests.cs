using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;

namespace RulesRouter.Core.Tests.Catalog;

public sealed class PriceWindowTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2026-06-01T08:59:59Z", false)]
    [InlineData("2026-06-01T09:00:00Z", true)]
    [InlineData("2026-06-01T16:59:59Z", true)]
    [InlineData("2026-06-01T17:00:00Z", false)]
    public void The_start_is_inside_and_the_end_is_not(string at, bool inside) =>
        Assert.Equal(inside, new PriceWindow([], new TimeOnly(9, 0), new TimeOnly(17, 0), TimeZoneInfo.Utc).Contains(Moment(at)));

    [Theory]
    [InlineData("2026-06-05T22:00:00Z", true)]
    [InlineData("2026-06-06T01:59:59Z", true)]
    [InlineData("2026-06-06T02:00:00Z", false)]
    [InlineData("2026-06-06T22:30:00Z", false)]
    [InlineData("2026-06-05T01:00:00Z", false)]
    public void A_window_over_midnight_belongs_to_the_day_it_starts_on(string at, bool inside) =>
        Assert.Equal(
            inside,
            new PriceWindow([DayOfWeek.Friday], new TimeOnly(22, 0), new TimeOnly(2, 0), TimeZoneInfo.Utc).Contains(Moment(at)));

    [Theory]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:30:00Z", true)]
    [InlineData("2026-10-25T02:30:00Z", false)]
    public void When_clocks_go_back_both_passes_of_the_hour_are_inside(string at, bool inside) =>
        Assert.Equal(inside, new PriceWindow([], new TimeOnly(2, 0), new TimeOnly(3, 0), Paris).Contains(Moment(at)));

    [Theory]
    [InlineData("2026-03-29T00:59:59Z")]
    [InlineData("2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29T01:30:00Z")]
    public void When_clocks_go_forward_the_skipped_hour_does_not_happen(string at) =>
        Assert.False(new PriceWindow([], new TimeOnly(2, 0), new TimeOnly(3, 0), Paris).Contains(Moment(at)));

    [Property(MaxTest = 200)]
    public Property A_window_and_its_complement_cover_every_time_once() => Prop.ForAll(
        Gen.Choose(0, 1439).Two().Where(pair => pair.Item1 != pair.Item2).ToArbitrary(),
        Gen.Choose(0, 500_000).ToArbitrary(),
        (bounds, minutes) =>
        {
            var (from, until) = (Clock(bounds.Item1), Clock(bounds.Item2));
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);

            Assert.NotEqual(new PriceWindow([], from, until, Paris).Contains(at), new PriceWindow([], until, from, Paris).Contains(at));
        });

    private static TimeOnly Clock(int minutes) => new(minutes / 60, minutes % 60);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
