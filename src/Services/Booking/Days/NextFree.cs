using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Days;

/// <summary>The quick look of a club's front page: when some court can be had today and tomorrow.</summary>
internal sealed class NextFree(IVenues venues, DayReader days, Quoting quoting, Visit visit, Cached cached, CurrentTenant current, TimeProvider clock) : ICalendar
{
    // The length most people play. A venue that does not sell it shows its first one.
    private const int UsualMinutes = 90;

    public async ValueTask<IReadOnlyList<FreeTime>> NextFreeAsync(Guid venueId, int count, CancellationToken stop = default)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return [];

        var standing = await quoting.StandingAsync(visit.Caller.AccountId, stop);
        var today = Horizon.First(venue, clock.GetUtcNow());
        LocalDate[] dates = [today, today.PlusDays(1)];
        List<string> tags = [.. dates.SelectMany(date => DayReader.TagsOf(venue, BusinessDay.Of(venue, date))).Distinct()];
        return await cached.GetAsync(current.Info.Id, $"next:{venue.Id:N}:{venue.Revision}:{today:uuuuMMdd}:{count}{standing.Mark()}", tags, () => DrawAsync(venue, dates, count, standing));
    }

    private async Task<(IReadOnlyList<FreeTime> Times, DateTimeOffset Until)> DrawAsync(VenueCard venue, LocalDate[] dates, int count, CustomerStanding standing)
    {
        var now = clock.GetUtcNow();
        // Starts pass with the minutes; a hold may end before.
        var until = Minutes.At(Minutes.Floor(now) + 1);
        var minutes = venue.Rules.DurationsMinutes.Contains(UsualMinutes) ? UsualMinutes : venue.Rules.DurationsMinutes[0];
        var times = new List<FreeTime>();
        foreach (var day in await days.ReadAsync(venue, dates[0], dates[^1]))
        {
            var date = day.Day.Date;
            if (!Horizon.Holds(venue, date, now)) continue;
            if (day.Until < until) until = day.Until;
            times.AddRange(day.Free(minutes, now, standing).GroupBy(slot => slot.Start).OrderBy(start => start.Key).Take(count).Select(start => Time(date, minutes, [.. start])));
        }
        return (times, until);
    }

    private static FreeTime Time(LocalDate date, int minutes, IReadOnlyList<FreeSlotOf> free)
    {
        var cheapest = free.MinBy(slot => slot.Price.AmountMinor)!;
        return new FreeTime(date.ToDateOnly(), cheapest.Start, minutes, cheapest.Court.Id, cheapest.Price, free.Count);
    }
}
