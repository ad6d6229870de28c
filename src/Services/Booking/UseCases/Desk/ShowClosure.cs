using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The desk looks at a closure: why, until when, by whom; and takes it back.</summary>
internal static class ShowClosure
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/desk/closures/{id:guid}", ShowAsync).Needs(Access.Desk);
        doors.Club.MapPost("/desk/closures/{id:guid}/reopen", ReopenAsync).Needs(Access.Desk);
    }

    private static async Task<IResult> ShowAsync(Guid id, UnitOfWork work, IVenues venues, CancellationToken stop) =>
        await FindAsync(id, work, venues, stop) is var (closure, venue) ? Page(closure, venue) : TypedResults.NotFound();

    private static async Task<IResult> ReopenAsync(Guid id, UnitOfWork work, IVenues venues, Reopening reopening, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        if (await FindAsync(id, work, venues, stop) is not var (closure, venue)) return TypedResults.NotFound();
        return await reopening.ReopenAsync(venue.Id, id, stop) is { } refusal
            ? Page(closure, venue, t[refusal.Sentence], refusal.Status)
            : Results.Redirect($"/desk/closures/{id}");
    }

    private static async Task<(Closure Closure, VenueCard Venue)?> FindAsync(Guid id, UnitOfWork work, IVenues venues, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var closure = await work.Model<BookingModel>().Closures.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop);
        await work.RollbackAsync();
        return closure is not null && await venues.FindAsync(closure.VenueId, stop) is { } venue ? (closure, venue) : null;
    }

    private static RazorComponentResult<ClosurePage> Page(Closure closure, VenueCard venue, string? refusal = null, int status = StatusCodes.Status200OK) =>
        new(new { Closure = closure, Venue = venue, Refusal = refusal }) { StatusCode = status };
}
