using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player puts the booking into a calendar. The file is the one of the mail: same id, same number, so that either replaces the other.</summary>
internal static class DownloadCalendar
{
    public static void Map(Doors doors) => doors.Club.MapGet("/bookings/{id:guid}/calendar.ics", HandleAsync);

    private static async Task<IResult> HandleAsync(
        Guid id, string? key, Finding finding, LinkKeys keys, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, HttpContext http, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        if (booking.StatusAt(now) is BookingStatus.Pending or BookingStatus.Expired) return TypedResults.NotFound();

        var court = booking.Tell(venue, await keys.ForAsync(booking, stop));
        var words = new CalendarWords(
            t["Padel: {0}, {1}", court.CourtName, court.VenueName], $"{venue.Name}, {venue.Place.Address}, {venue.Place.City}",
            visit.Origin + court.Link, visit.Tenant!.Name, venue.Place.Email ?? $"noreply@{http.Request.Host.Host}");
        var file = booking.Status == BookingStatus.Cancelled ? CalendarFile.Cancelled(court, words, now) : CalendarFile.Booked(court, words, now);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.UTF8.GetBytes(file), CalendarFile.MediaType, "padel.ics");
    }
}
