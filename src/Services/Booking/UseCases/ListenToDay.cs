using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Live;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases;

/// <summary>An open page hears when its day of a venue changed, and asks again: what became free or taken for everybody, the board for the desk.</summary>
internal static class ListenToDay
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/live/day", (Guid venue, string date, IVenues venues, CancellationToken stop) => HandleAsync(venue, date, LiveTags.OfDay, venues, stop));
        doors.Club.MapGet("/live/board", (Guid venue, string date, IVenues venues, CancellationToken stop) => HandleAsync(venue, date, LiveTags.OfBoard, venues, stop)).Needs(Access.Desk);
    }

    /// <summary>Address of a day's events.</summary>
    public static string Address(string what, VenueCard venue, NodaTime.LocalDate date) => $"/live/{what}?venue={venue.Id}&date={LocalDatePattern.Iso.Format(date)}";

    private static async Task<IResult> HandleAsync(Guid id, string date, Func<VenueCard, BusinessDay, List<string>> tags, IVenues venues, CancellationToken stop)
    {
        if (!LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var day) || day.Year is < 2000 or > 2200) return Refusal.Malformed("date", "A date such as 2026-11-24 is needed.");
        return await venues.FindAsync(id, stop) is { } venue ? new LiveStream(tags(venue, BusinessDay.Of(venue, day))) : Refusals.NoVenue;
    }
}
