using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The desk sees a venue's day: every court, who plays when, and what is still to be paid.</summary>
internal static class ShowBoard
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk", PageAsync).Needs(Access.Desk);
        doors.Api.MapGet("/desk/board", AnswerAsync).Needs(Access.Desk).WithSummary("A venue's business day as the desk sees it")
            .Produces<IReadOnlyList<BookingView>>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> PageAsync(string? venue, string? date, string? booked, IVenues venues, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return new RazorComponentResult<NoCourtsPage>();

        var now = clock.GetUtcNow();
        var chosen = all.FirstOrDefault(one => one.Key == venue) ?? all[0];
        var day = BusinessDay.Of(chosen, LocalDatePattern.Iso.Parse(date ?? "").TryGetValue(default, out var asked) ? asked : BusinessDay.Today(chosen, now));
        var rows = await RowsAsync(chosen, day, work, now, stop);
        return new RazorComponentResult<BoardPage>(new
        {
            Venues = all,
            Venue = chosen,
            Day = day,
            Today = BusinessDay.Today(chosen, now),
            Rows = rows,
            Now = now,
            Booked = rows.FirstOrDefault(row => row.Code == booked),
        });
    }

    private static async Task<IResult> AnswerAsync(Guid venueId, string date, IVenues venues, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        if (!LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var day)) return Refusal.Malformed("date", "A date such as 2026-11-24 is needed.");

        var now = clock.GetUtcNow();
        var rows = await RowsAsync(venue, BusinessDay.Of(venue, day), work, now, stop);
        return TypedResults.Ok(rows.Select(row => BookingView.Of(row, venue, now)));
    }

    private static async Task<List<Booking>> RowsAsync(VenueCard venue, BusinessDay day, UnitOfWork work, DateTimeOffset now, CancellationToken stop)
    {
        var (from, to) = (day.From.ToUniversalTime(), day.To.ToUniversalTime());
        await work.BeginAsync(stop);
        var rows = await work.Model<BookingModel>().Bookings.AsNoTracking()
            .Where(row => row.VenueId == venue.Id && row.StartsAt > from.AddDays(-1) && row.StartsAt < to && row.EndsAt > from && row.Status != BookingStatus.Cancelled && row.Status != BookingStatus.Expired)
            .OrderBy(row => row.StartsAt).ToListAsync(stop);
        await work.RollbackAsync();
        return [.. rows.Where(row => row.Stands(now))];
    }
}
