using PadelSaaS.Booking.Calendar;

namespace PadelSaaS.Tests.Booking.Calendar;

/// <summary>Hard cases 1, 2, 5, 6, 9 and 15: what holds for every venue, day and state of the book (bookings, blocks, exceptions, seasons), tried on many. The seed is fixed: a failure can be run again.</summary>
public sealed class FreeStartsPropertyTests
{
    private const int Venues = 10_000;

    /// <summary>Hard cases 1 and 2: hours and the days on which clocks change, wherever the hours are written down.</summary>
    [Fact]
    public void A_date_counts_more_than_its_season_and_a_season_more_than_the_week()
    {
        for (var seed = 1; seed <= Venues; seed++)
        {
            var day = new RandomDay(seed);
            day.Day.Periods.ShouldBe(BusinessDay.Of(day.Usual, day.Day.Date).Periods, $"Seed {seed}");
        }
    }

    [Fact]
    public void What_is_shown_can_be_booked_and_what_is_refused_was_not_shown()
    {
        for (var seed = 1; seed <= Venues; seed++)
        {
            var day = new RandomDay(seed);
            foreach (var duration in (int[])[.. day.Venue.Rules.DurationsMinutes, 75])
            {
                var offered = day.Free.Of(duration).ToHashSet();
                // Every minute from before the opening to after the closing, not only those on the grid.
                for (var start = day.Day.From.AddHours(-1); start < day.Day.To.AddHours(1); start = start.AddMinutes(1))
                    if (day.Free.Allows(start, duration) != offered.Contains(start))
                        Assert.Fail($"Seed {seed}: {start:u} for {duration} minutes is shown: {offered.Contains(start)}, allowed: {!offered.Contains(start)}.");
            }
        }
    }

    [Fact]
    public void No_offered_start_overlaps_leaves_the_hours_or_comes_too_soon()
    {
        for (var seed = 1; seed <= Venues; seed++)
        {
            var day = new RandomDay(seed);
            foreach (var duration in day.Venue.Rules.DurationsMinutes)
                foreach (var start in day.Free.Of(duration))
                {
                    var end = start.AddMinutes(duration);
                    day.IsOpen(start, end).ShouldBeTrue($"Seed {seed}: {start:u} to {end:u} is outside the hours.");
                    day.IsTaken(start, end).ShouldBeFalse($"Seed {seed}: {start:u} to {end:u} overlaps.");
                    if (day.Now is { } now) (start - now).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(day.Venue.Rules.LeadMinutes), $"Seed {seed}");
                }
        }
    }

    [Fact]
    public void A_court_without_gap_rule_is_offered_at_every_start_of_the_grid_where_it_is_free()
    {
        for (var seed = 1; seed <= Venues; seed++)
        {
            var day = new RandomDay(seed);
            if (day.Venue.Rules.StrictGaps || day.Venue.Rules.AdjacentStarts) continue;
            foreach (var duration in day.Venue.Rules.DurationsMinutes)
                day.Free.Of(duration).ShouldBe(Expected(day, duration), $"Seed {seed}");
        }
    }

    [Fact]
    public void A_start_belongs_to_the_business_day_that_offers_it()
    {
        for (var seed = 1; seed <= Venues; seed++)
        {
            var day = new RandomDay(seed);
            foreach (var start in day.Free.Of(day.Venue.Rules.DurationsMinutes[0]))
                BusinessDay.Holding(day.Venue, start).Select(held => held.Date).ShouldContain(day.Day.Date, $"Seed {seed}: {start:u}");
        }
    }

    private static IEnumerable<DateTimeOffset> Expected(RandomDay day, int duration)
    {
        var earliest = day.Now?.AddMinutes(day.Venue.Rules.LeadMinutes);
        foreach (var period in day.Day.Periods)
            for (var minute = period.Start; minute < period.End; minute += day.Venue.Rules.StartIntervalMinutes)
            {
                var (start, end) = (Minutes.At(minute), Minutes.At(minute + duration));
                if (day.IsOpen(start, end) && !day.IsTaken(start, end) && (earliest is null || start >= earliest)) yield return start;
            }
    }
}
