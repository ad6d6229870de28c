using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Booking.Board;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>Somebody is on the phone or at the desk: a name, a code or a number leads to their booking, on whatever day it is.</summary>
internal static class FindBooking
{
    public static void Map(Doors doors) => doors.Club.MapGet("/desk/find", HandleAsync).Needs(Access.Desk);

    private static async Task<IResult> HandleAsync(string? q, string? venue, BookingSearch search, IVenues venues, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        var words = (q ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (words.Length > 100) words = words[..100];
        var found = words.Length < 2 ? [] : await search.FindAsync(words, stop);
        var hits = found.Select(row => new FoundBooking(row, all.FirstOrDefault(one => one.Id == row.VenueId)!)).Where(hit => hit.Venue is not null).ToList();
        // One is what was meant: the board shows where it is.
        if (hits is [var only]) return Results.Redirect(only.Path);
        return new RazorComponentResult<FindPage>(new { Words = words, Hits = hits, Back = venue is null ? "/desk" : $"/desk?venue={Uri.EscapeDataString(venue)}" });
    }
}

/// <summary>A booking that was looked for, and where.</summary>
public sealed record FoundBooking(Booking Booking, VenueCard Venue)
{
    /// <summary>Its place on the board.</summary>
    public string Path => $"{ShowBoard.Path(Venue, Booking.StartsAt)}#b-{Booking.Id}";
}
