using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Board;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The desk sees a venue's day: every court, who plays when, and what is still to be paid.</summary>
internal sealed class ShowBoard(IVenues venues, BoardReader board, TimeProvider clock)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk", (string? venue, string? date, string? booked, string? moved, ShowBoard page, CancellationToken stop) => page.PageAsync(venue, date, booked, moved, stop)).Needs(Access.Desk);
        doors.Api.MapGet("/desk/board", (Guid venueId, string date, ShowBoard page, CancellationToken stop) => page.AnswerAsync(venueId, date, stop))
            .Needs(Access.Desk).WithSummary("A venue's business day as the desk sees it")
            .Produces<IReadOnlyList<BookingView>>().ProducesProblem(400).ProducesProblem(404);
    }

    /// <summary>Address of a venue's day on the board.</summary>
    public static string Path(VenueCard venue, LocalDate date) => $"/desk?venue={Uri.EscapeDataString(venue.Key)}&date={LocalDatePattern.Iso.Format(date)}";

    /// <summary>Address of the day on the board on which something begins.</summary>
    public static string Path(VenueCard venue, DateTimeOffset start) =>
        Path(venue, BusinessDay.Holding(venue, start).FirstOrDefault()?.Date ?? BusinessDay.Today(venue, start));

    /// <summary>The board once more, with the reason why something was not done.</summary>
    public Task<IResult> AgainAsync(string? venue, string? date, string refusal, int status, CancellationToken stop) => PageAsync(venue, date, null, null, stop, refusal, status);

    private async Task<IResult> PageAsync(
        string? venue, string? date, string? booked, string? moved, CancellationToken stop, string? refusal = null, int status = StatusCodes.Status200OK)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return new RazorComponentResult<NoCourtsPage>();

        var now = clock.GetUtcNow();
        var chosen = all.FirstOrDefault(one => one.Key == venue) ?? all[0];
        var day = BusinessDay.Of(chosen, LocalDatePattern.Iso.Parse(date ?? "").TryGetValue(default, out var asked) && Horizon.IsThinkable(asked) ? asked : BusinessDay.Today(chosen, now));
        var seen = await board.ReadAsync(chosen, day, stop);
        return new RazorComponentResult<BoardPage>(new
        {
            Venues = all,
            Venue = chosen,
            Day = day,
            Today = BusinessDay.Today(chosen, now),
            Board = seen,
            Now = now,
            Booked = seen.Rows.FirstOrDefault(row => row.Code == booked),
            Moved = seen.Rows.FirstOrDefault(row => row.Code == moved),
            Refusal = refusal,
        })
        {
            StatusCode = status,
        };
    }

    private async Task<IResult> AnswerAsync(Guid venueId, string date, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        if (!LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var day) || !Horizon.IsThinkable(day)) return Refusal.Malformed("date", "A date such as 2026-11-24 is needed.");
        var seen = await board.ReadAsync(venue, BusinessDay.Of(venue, day), stop);
        return TypedResults.Ok(seen.Rows.Select(row => BookingView.Of(row, venue, clock.GetUtcNow())));
    }
}
