using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Web.Club;

/// <summary>A visitor comes to a club's site: what is free next, where it is, and how booking works.</summary>
internal static class ShowHome
{
    // Two rows of a narrow card, or of the wide one that a single venue gets.
    private const int TimesPerDay = 6;
    private const int TimesPerDayAlone = 14;

    // A chain's front page stays one screen or two: beyond these, venues are listed without their times.
    private const int VenuesWithTimes = 6;

    public static void Map(Doors doors) => doors.Club.MapGet("/", HandleAsync);

    private static async Task<RazorComponentResult<HomePage>> HandleAsync(IVenues venues, ICalendar calendar, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var all = await venues.AllAsync(stop);
        var times = all.Count == 1 ? TimesPerDayAlone : TimesPerDay;
        var glances = new List<VenueGlance>();
        foreach (var venue in all)
            glances.Add(new VenueGlance(venue, OpeningTimes.Of(venue, now), glances.Count < VenuesWithTimes ? await calendar.NextFreeAsync(venue.Id, times, stop) : []));
        return new RazorComponentResult<HomePage>(new { Venues = glances });
    }
}

/// <summary>A venue as the front page shows it.</summary>
public sealed record VenueGlance(VenueCard Card, OpeningTimes Opening, IReadOnlyList<FreeTime> Next);
