using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Policies;

namespace RulesRouter.Core.Tests.Policies;

public sealed class ClockDeclarationTests
{
    [Theory]
    [InlineData("UTC", "2026-12-24T23:59:00Z", 23, 59, "thursday", 20261224)]
    [InlineData("Asia/Kolkata", "2026-12-24T23:59:00Z", 5, 29, "friday", 20261225)]
    [InlineData("America/New_York", "2027-01-01T04:59:59Z", 23, 59, "thursday", 20261231)]
    [InlineData("America/New_York", "2027-01-01T05:00:00Z", 0, 0, "friday", 20270101)]

    // Berlin leaps from 02:00 to 03:00 in spring, and in autumn lives the hour from 02:00 to 03:00 twice.
    [InlineData("Europe/Berlin", "2026-03-29T00:59:59Z", 1, 59, "sunday", 20260329)]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00Z", 3, 0, "sunday", 20260329)]
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z", 2, 30, "sunday", 20261025)]
    [InlineData("Europe/Berlin", "2026-10-25T01:30:00Z", 2, 30, "sunday", 20261025)]
    [InlineData("America/New_York", "2026-03-08T07:00:00Z", 3, 0, "sunday", 20260308)]

    // Lord Howe Island moves by half an hour; Casablanca's summer ends for Ramadan; Samoa is a day ahead of Hawaii.
    [InlineData("Australia/Lord_Howe", "2026-10-03T15:29:59Z", 1, 59, "sunday", 20261004)]
    [InlineData("Australia/Lord_Howe", "2026-10-03T15:30:00Z", 2, 30, "sunday", 20261004)]
    [InlineData("Pacific/Apia", "2026-06-01T10:30:00Z", 23, 30, "monday", 20260601)]
    [InlineData("Pacific/Honolulu", "2026-06-01T09:30:00Z", 23, 30, "sunday", 20260531)]
    public void A_clock_shows_the_hour_the_weekday_and_the_date_of_its_zone(
        string zone,
        string at,
        double hour,
        double minute,
        string weekday,
        double date)
    {
        var shown = Clock(zone).ReadAt(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));

        Assert.Equal(weekday, shown[2].Text);
        Assert.Equal(
            [hour, minute, date, Math.Floor(date / 100) % 100, date % 100],
            new[] { 0, 1, 3, 4, 5 }.Select(part => shown[part].Number));
    }

    [Property(MaxTest = 200)]
    public Property The_hour_that_spring_leaves_out_is_never_shown_and_the_one_autumn_repeats_lasts_two() =>
        Prop.ForAll(Gen.Elements("Europe/Berlin", "America/New_York", "Europe/London", "Australia/Sydney").ToArbitrary(),
            Gen.Choose(2015, 2030).ToArbitrary(), (zone, year) =>
        {
            var clock = Clock(zone);
            var minutes = Enumerable.Range(0, 366 * 48)
                .Select(half => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(30 * half))
                .Where(at => at.Year == year);
            var perHour = minutes.GroupBy(at => (clock.ReadAt(at)[3].Number, clock.ReadAt(at)[0].Number)).ToList();

            // A year by UTC begins and ends within a local day: those two are left out.
            var days = perHour.GroupBy(hour => hour.Key.Item1).OrderBy(day => day.Key).ToList()[1..^1];
            Assert.Equal(1, days.Sum(day => day.Count(hour => hour.Count() == 4)));
            Assert.All(days.SelectMany(day => day), hour => Assert.True(hour.Count() is 2 or 4));
            Assert.Equal(1, days.Count(day => day.Count() == 23));
            Assert.Equal(days.Count - 1, days.Count(day => day.Count() == 24));
        });

    [Fact]
    public void Weekdays_are_in_order_so_that_the_weekend_is_from_saturday_on() =>
        Assert.Equal(
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
            Enumerable.Range(0, 7).Select(
                day => Clock("UTC").ReadAt(new DateTimeOffset(2026, 6, 1 + day, 0, 0, 0, TimeSpan.Zero))[2].Text));

    private static ClockDeclaration Clock(string zone) => new("clock", TimeZoneInfo.FindSystemTimeZoneById(zone), default);
}
