using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>Keeps a court for somebody who was not asked yet, inside the transaction of whoever gives it to them.</summary>
internal sealed class KeepingCourt(UnitOfWork work, LinkKeys keys, TimeProvider clock)
{
    /// <summary>Holds the court; nothing where it is taken or the venue has other rules by now.</summary>
    public async Task<BookedCourt?> KeepAsync(Booking hold, VenueCard venue, string act, string actor, CancellationToken stop)
    {
        var court = hold.Tell(venue, await keys.ForAsync(hold, stop));
        var occupiedUntil = hold.EndsAt.AddMinutes(venue.Rules.BufferMinutes);
        await using var batch = work.Batch();
        batch.BatchCommands.Add(EndedHolds.OnCourt(hold.CourtId, hold.StartsAt, occupiedUntil, hold.CreatedAt));
        batch.BatchCommands.Add(NewBooking.Statement(hold, venue.Revision, occupiedUntil, new BookingHeld(court, hold.HoldExpiresAt!.Value), act, actor, [], null, "", null, work.Sealed, clock));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        await reader.ReadAsync(stop);
        return reader.GetBoolean(0) ? court : null;
    }
}
