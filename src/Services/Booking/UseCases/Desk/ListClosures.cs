using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>Staff see what is closed at a venue now and later.</summary>
internal static class ListClosures
{
    private const int Most = 200;

    /// <summary>Closures that have not ended, the next first.</summary>
    internal sealed record Answer(IReadOnlyList<ClosureView> Closures);

    public static void Map(Doors doors) => doors.Api.MapGet("/venues/{venueId:guid}/closures", HandleAsync).Needs(Access.Desk)
        .WithSummary("Closures of a venue that have not ended, at most 200");

    private static async Task<Results<Ok<Answer>, Refusal>> HandleAsync(Guid venueId, IVenues venues, UnitOfWork work, TimeProvider clock, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var rows = await work.Model<BookingModel>().Closures.AsNoTracking().Where(row => row.VenueId == venueId && row.ReopenedAt == null && row.EndsAt > now)
            .OrderBy(row => row.StartsAt).Take(Most).ToListAsync(stop);
        await work.RollbackAsync();
        return TypedResults.Ok(new Answer([.. rows.Select(row => ClosureView.Of(row, venue))]));
    }
}
