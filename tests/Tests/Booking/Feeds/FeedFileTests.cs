using PadelSaaS.Booking.Feeds;
using PadelSaaS.Tests.Peers;

namespace PadelSaaS.Tests.Booking.Feeds;

/// <summary>What a calendar program makes of our times, by somebody else's parser. Hard cases 2 and 4: an hour that is missing or there twice, and the venue's zone everywhere.</summary>
public sealed class FeedFileTests
{
    // Clocks change by an hour, by half an hour, against the seasons, at midnight, and not at all.
    [Fact]
    public async Task Every_half_hour_of_the_nights_the_clocks_change_is_read_as_the_moment_it_is()
    {
        (string Zone, DateTimeOffset From)[] nights =
        [
            ("Europe/Madrid", Utc(2026, 10, 24, 20)), ("Europe/Madrid", Utc(2027, 3, 27, 20)), ("Atlantic/Canary", Utc(2026, 10, 24, 20)), ("America/New_York", Utc(2026, 11, 1, 0)),
            ("Australia/Lord_Howe", Utc(2026, 10, 3, 10)), ("Australia/Lord_Howe", Utc(2027, 4, 3, 10)), ("Atlantic/Azores", Utc(2026, 10, 24, 20)), ("Asia/Karachi", Utc(2026, 10, 24, 10)),
        ];
        var written = nights.Select(night => Enumerable.Range(0, 24).Select(half => Event($"{half}", night.From.AddMinutes(30 * half), night.Zone)).ToList()).ToList();
        var read = await CalendarReader.ReadAllAsync(written.ConvertAll(events => FeedFile.Write("Club", events)));
        foreach (var (night, events, calendar) in nights.Zip(written, read))
        {
            calendar.Zones.ShouldBe([night.Zone]);
            calendar.Events.Select(one => (one.Uid, one.Start, one.End)).ShouldBe(events.Select(one => (one.Uid, one.Start, one.End)), night.Zone);
            // Only of hours that are there twice the wall clock is not said.
            calendar.Events.Count(one => one.Zone != night.Zone).ShouldBeLessThanOrEqualTo(4, night.Zone);
        }
        read[0].Events.Where(one => one.Zone == "UTC").Select(one => one.Start).ShouldBe([Utc(2026, 10, 25, 0), Utc(2026, 10, 25, 0).AddMinutes(30), Utc(2026, 10, 25, 1), Utc(2026, 10, 25, 1).AddMinutes(30)]);
        read[7].Events.ShouldAllBe(one => one.Zone == "Asia/Karachi");
    }

    [Fact]
    public async Task A_year_of_one_evening_keeps_its_wall_clock_and_says_what_it_is_in_any_script()
    {
        var weeks = Enumerable.Range(0, 53).Select(week => Event($"{week}", new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(new DateTime(2026, 9, 1, 19, 30, 0).AddDays(7 * week), TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"))), "Europe/Madrid")).ToList();
        var odd = Event("odd", Utc(2026, 9, 2, 10), "Asia/Karachi") with { Summary = "کورٹ 1; \"A\", B\\C\nD", Place = string.Concat(Enumerable.Repeat("گلبرگ، ", 30)), IsOn = false, Sequence = 4, Detail = "2 of 4" };
        var calendar = await CalendarReader.ReadAsync(FeedFile.Write("Club کلب", [.. weeks, odd]));
        (calendar.Method, calendar.Name).ShouldBe(("PUBLISH", "Club کلب"));
        calendar.Zones.ShouldBe(["Asia/Karachi", "Europe/Madrid"]);
        calendar.Events.Take(53).ShouldAllBe(one => one.Local.EndsWith("T19:30:00", StringComparison.Ordinal));
        calendar.Events.Select(one => one.Start).ShouldBe([.. weeks.Select(one => one.Start), odd.Start]);
        var read = calendar.Events[^1];
        (read.Summary, read.Location, read.Status, read.Sequence, read.Description).ShouldBe((odd.Summary, odd.Place, "CANCELLED", 4, "2 of 4"));
        // With nothing in it, it is a calendar, too: a program that gets an error stops asking.
        (await CalendarReader.ReadAsync(FeedFile.Write("Club", []))).Events.ShouldBeEmpty();
    }

    private static FeedEvent Event(string uid, DateTimeOffset start, string zone) => new(uid, 0, start.AddDays(-1), start, start.AddMinutes(90), zone, true, "Padel", "Centro", "http://madrid.localhost/bookings/1");

    private static DateTimeOffset Utc(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
