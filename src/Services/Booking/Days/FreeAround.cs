using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Days;

/// <summary>The search of the venue's own pages, asked by somebody who does not know yet where to play.</summary>
internal sealed class FreeAround(IVenues venues, TimeSearch search) : IFreeTimes
{
    private const int MinutesOfDay = 1440;

    public async Task<IReadOnlyList<FreeTime>> AroundAsync(
        Guid venueId, DateOnly date, TimeOnly? around, int minutesAway, int durationMinutes, IReadOnlyList<string> roofs, CancellationToken stop = default)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue || !venue.Rules.DurationsMinutes.Contains(durationMinutes)) return [];

        var wall = LocalDate.FromDateOnly(date);
        var middle = around is { } time ? (int)time.ToTimeSpan().TotalMinutes : 0;
        var (from, to) = around is null ? (0, MinutesOfDay - 1) : (middle - minutesAway, middle + minutesAway);
        // Minutes are counted from the morning of the day a venue opens; the small hours of a date belong to the evening before.
        var wish = new TimeWish(wall.PlusDays(-1), wall, 0, TimeSearch.Any, Within.Start, durationMinutes, new CourtWish(roofs));
        var zone = Zones.Of(venue.Zone);
        var times = new List<(FreeTime Time, int Away)>();
        foreach (var day in await search.FindAsync(venue, wish, stop))
            foreach (var start in day.Starts)
            {
                var local = Instant.FromDateTimeOffset(start.Key).InZone(zone).LocalDateTime;
                var minute = (Period.DaysBetween(wall, local.Date) * MinutesOfDay) + (local.Hour * 60) + local.Minute;
                if (minute < from || minute > to) continue;
                var cheapest = start.First();
                times.Add((new FreeTime(day.Date.ToDateOnly(), start.Key, durationMinutes, cheapest.Court.Id, cheapest.Price, start.Count()), around is null ? 0 : Math.Abs(minute - middle)));
            }
        return [.. times.OrderBy(one => one.Away).ThenBy(one => one.Time.Start).Select(one => one.Time)];
    }
}
