using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Series;

namespace PadelSaaS.Tests.Booking.Series;

/// <summary>Hard case 3, the pure part: a series keeps its wall-clock time over every change of the clocks.</summary>
public sealed class RecurrenceTests
{
    [Fact]
    public void Hard_case_3_any_series_in_any_zone_keeps_its_wall_clock()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var zones = DateTimeZoneProviders.Tzdb.Ids.ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var zone = zones[random.Next(zones.Length)];
            var first = new LocalDate(2020, 1, 1).PlusDays(random.Next(4000));
            var pattern = new Recurrence(first, [.. Enumerable.Range(1, 7).Where(_ => random.Next(3) == 0).DefaultIfEmpty((int)first.DayOfWeek)], random.Next(1, 5), new LocalTime(random.Next(24), random.Next(12) * 5));
            var dates = pattern.Until(first.PlusDays(random.Next(1, 366))).ToList();
            var because = $"seed {seed}: {pattern.Start} in {zone} from {first}";
            foreach (var date in dates)
            {
                var one = pattern.On(date, zone);
                var local = Instant.FromDateTimeOffset(one.Start).InZone(Zones.Of(zone)).LocalDateTime;
                if (one.Clock == WallClock.Skipped) local.ShouldBeGreaterThan(date + pattern.Start, because);
                else local.ShouldBe(date + pattern.Start, because);
                // Of a time that comes twice the first is meant: an hour before it the clocks show another time.
                if (one.Clock == WallClock.Twice) Zones.Of(zone).MapLocal(date + pattern.Start).First().ToDateTimeOffset().ShouldBe(one.Start, because);
            }
            dates.Distinct().Count().ShouldBe(dates.Count, because);
            dates.ShouldBeInOrder();
            dates.ShouldAllBe(date => pattern.Weekdays.Contains((int)date.DayOfWeek) && Period.DaysBetween(Monday(first), Monday(date)) / 7 % pattern.EveryWeeks == 0, because);
        }
    }

    [Theory]
    [InlineData("2027-03-28", "02:30", WallClock.Skipped, "2027-03-28T01:30:00Z")]
    [InlineData("2026-10-25", "02:30", WallClock.Twice, "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25", "18:00", WallClock.Usual, "2026-10-25T17:00:00Z")]
    [InlineData("2026-10-18", "18:00", WallClock.Usual, "2026-10-18T16:00:00Z")]
    public void A_time_that_does_not_exist_or_exists_twice_in_Madrid_is_resolved_leniently(string date, string time, WallClock clock, string instant)
    {
        var one = Recurrence.At(LocalDate.FromDateOnly(DateOnly.ParseExact(date, "yyyy-MM-dd")), LocalTime.FromTimeOnly(TimeOnly.ParseExact(time, "HH:mm")), "Europe/Madrid");
        one.Clock.ShouldBe(clock);
        one.Start.ShouldBe(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Every_second_week_counts_from_the_first_dates_week()
    {
        var pattern = new Recurrence(new LocalDate(2026, 12, 2), [1, 3], 2, new LocalTime(18, 0));
        pattern.Until(new LocalDate(2026, 12, 31)).ShouldBe([new LocalDate(2026, 12, 2), new LocalDate(2026, 12, 14), new LocalDate(2026, 12, 16), new LocalDate(2026, 12, 28), new LocalDate(2026, 12, 30)]);
    }

    private static LocalDate Monday(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);
}
