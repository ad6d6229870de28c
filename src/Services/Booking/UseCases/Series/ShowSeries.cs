using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Pages.Series;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>A series' page with all its dates, its calendar file, and the desk's list of all series.</summary>
internal static class ShowSeries
{
    private const int Most = 100;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/series/{id:guid}", PageAsync);
        doors.Club.MapGet("/series/{id:guid}/calendar.ics", CalendarAsync);
        doors.Club.MapGet("/desk/series", ListAsync).Needs(Access.Manage);
    }

    private static async Task<IResult> PageAsync(Guid id, string? key, FindingSeries finding, UnitOfWork work, LinkKeys keys, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not { } found) return TypedResults.NotFound();
        var history = visit.Caller.May(Access.Manage) ? await HistoryAsync(work, id, stop) : [];
        var links = new Dictionary<Guid, string>();
        foreach (var booking in found.Bookings) links[booking.Id] = Access.Link(booking.Id, booking.UserId is null && !visit.Caller.May(Access.Manage) ? await keys.ForAsync(booking, stop) : null);
        return new RazorComponentResult<SeriesPage>(new { Found = found, Key = key, Links = links, History = history, Now = clock.GetUtcNow() });
    }

    private static async Task<IResult> CalendarAsync(
        Guid id, string? key, FindingSeries finding, LinkKeys keys, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, HttpContext http, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (_, venue, bookings)) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        var events = new List<(Contracts.Booking.BookedCourt, CalendarWords)>();
        foreach (var booking in bookings.Where(one => one.Stands(now)))
        {
            var court = booking.Tell(venue, await keys.ForAsync(booking, stop));
            events.Add((court, new CalendarWords(
                t["Padel: {0}, {1}", court.CourtName, court.VenueName], $"{venue.Name}, {venue.Place.Address}, {venue.Place.City}",
                visit.Origin + court.Link, visit.Tenant!.Name, venue.Place.Email ?? $"noreply@{http.Request.Host.Host}")));
        }
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.UTF8.GetBytes(CalendarFile.Booked(events, now)), CalendarFile.MediaType, "padel.ics");
    }

    private static async Task<IResult> ListAsync(string? venue, IVenues venues, FindingSeries finding, TimeProvider clock, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return Results.Redirect("/desk");
        var chosen = all.FirstOrDefault(one => one.Key == venue) ?? all[0];
        var now = clock.GetUtcNow();
        return new RazorComponentResult<SeriesListPage>(new { Venues = all, Venue = chosen, Series = await finding.ListAsync(null, chosen.Id, now, Most, stop), Now = now });
    }

    private static async Task<IReadOnlyList<SeriesAct>> HistoryAsync(UnitOfWork work, Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var acts = await work.Model<BookingModel>().Database
            .SqlQuery<SeriesAct>($"select at, act, actor, coalesce((detail->>'dates')::int, 0) as dates, detail->>'reason' as reason from series_history where series_id = {id} order by at desc").ToListAsync(stop);
        await work.RollbackAsync();
        return acts;
    }
}

/// <summary>What happened to a series, who did it and why.</summary>
/// <param name="Dates">How many dates it was about.</param>
public sealed record SeriesAct(DateTimeOffset At, string Act, string Actor, int Dates, string? Reason);
