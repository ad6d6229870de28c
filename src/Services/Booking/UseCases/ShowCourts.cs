using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A visitor sees a venue's day: courts, free times and prices, without an account and in one answer.</summary>
internal static class ShowCourts
{
    public static void Map(Doors doors) => doors.Club.MapGet("/book", HandleAsync);

    private static async Task<RazorComponentResult> HandleAsync(string? venue, string? date, int? duration, IVenues venues, DayReader days, Limiting limiting, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return new RazorComponentResult<NoCourtsPage>();

        var standing = await limiting.StandingAsync(visit.Caller.AccountId, stop);
        var chosen = (all.FirstOrDefault(one => one.Key == venue) ?? all[0]).For(standing);
        var now = clock.GetUtcNow();
        var asked = LocalDatePattern.Iso.Parse(date ?? "").TryGetValue(default, out var parsed) && Horizon.Holds(chosen, parsed, now) ? parsed : (LocalDate?)null;
        var minutes = duration is { } wanted && chosen.Rules.DurationsMinutes.Contains(wanted) ? wanted : Usual(chosen.Rules);
        var (day, free) = await DayAsync(chosen, asked, minutes, standing, days, now);
        return new RazorComponentResult<CourtsPage>(new
        {
            Venues = all,
            Venue = chosen,
            Date = day.Day.Date,
            Today = Horizon.First(chosen, now),
            Last = Horizon.Last(chosen, now),
            DurationMinutes = minutes,
            Free = free,
            Grid = Grid(chosen, day.Day, minutes, now),
            Now = now,
        });
    }

    // Whoever names no day gets the first one with something left on it: an evening visitor wants tomorrow, not an empty grid.
    private static async Task<(VenueDay Day, List<FreeSlotOf> Free)> DayAsync(VenueCard venue, LocalDate? asked, int minutes, CustomerStanding standing, DayReader days, DateTimeOffset now)
    {
        var first = asked ?? Horizon.First(venue, now);
        var last = asked ?? Horizon.Last(venue, now);
        for (var date = first; ; date = date.PlusDays(1))
        {
            var day = await days.ReadAsync(venue, date);
            var free = day.Free(minutes, now, standing).ToList();
            if (free.Count > 0 || date >= last) return (free.Count > 0 || asked is not null ? day : await days.ReadAsync(venue, first), free);
        }
    }

    /// <summary>The length most people play; ninety minutes where the venue sells them.</summary>
    private static int Usual(BookingRules rules) => rules.DurationsMinutes.Contains(90) ? 90 : rules.DurationsMinutes[0];

    // Every start the day could have, so that what is taken leaves a visible gap.
    private static List<DateTimeOffset> Grid(VenueCard venue, BusinessDay day, int minutes, DateTimeOffset now) =>
        [.. FreeStarts.On(day, [], venue.Rules with { StrictGaps = false }, now).Of(minutes)];
}
