using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player sees the bookings of their account, the latest first.</summary>
internal static class SeeMyBookings
{
    private const int Most = 100;

    public static void Map(Doors doors) => doors.Api.MapGet("/bookings/mine", HandleAsync).NeedsAccount()
        .WithSummary("The caller's bookings, latest first, at most 100");

    private static async Task<Ok<IReadOnlyList<BookingView>>> HandleAsync(Visit visit, UnitOfWork work, IVenues venues, TimeProvider clock, CancellationToken stop)
    {
        var account = visit.Caller.AccountId;
        await work.BeginAsync(stop);
        var rows = await work.Model<BookingModel>().Bookings.AsNoTracking().Where(row => row.UserId == account)
            .OrderByDescending(row => row.StartsAt).Take(Most).ToListAsync(stop);
        await work.RollbackAsync();
        return TypedResults.Ok(await ViewsAsync(rows, venues, clock.GetUtcNow(), stop));
    }

    internal static async Task<IReadOnlyList<BookingView>> ViewsAsync(IEnumerable<Booking> rows, IVenues venues, DateTimeOffset now, CancellationToken stop)
    {
        var views = new List<BookingView>();
        foreach (var row in rows)
            if (await venues.FindAsync(row.VenueId, stop) is { } venue) views.Add(BookingView.Of(row, venue, now));
        return views;
    }
}
