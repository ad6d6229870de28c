using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>A venue that is closed as a whole stays closed when a court is added or comes back into use. What somebody booked there before is left to the club.</summary>
internal sealed class WhenVenueUpdated(UnitOfWork work, IVenues venues, TimeProvider clock) : IReaction<VenueUpdated>
{
    public async Task HearAsync(VenueUpdated fact, CancellationToken stop)
    {
        var venue = await venues.FindAsync(fact.VenueId, stop);
        if (venue is not null && venue.Revision < fact.Revision) venue = await venues.ReloadAsync(fact.VenueId, stop);
        if (venue is null) return;
        var now = clock.GetUtcNow();
        var closures = await work.Model<BookingModel>().Closures
            .FromSql($"select * from closures where venue_id = {fact.VenueId} and whole_venue and reopened_at is null and ends_at > {now} for update").ToListAsync(stop);
        foreach (var closure in closures)
        {
            var added = venue.Courts.Select(court => court.Id).Except(closure.CourtIds).ToList();
            if (added.Count == 0) continue;
            var blocks = Blocks.Of(closure, added).Where(block => block.End > now).ToList();
            await using (var insert = Blocks.Insert(work, closure, venue, blocks, "en", now)) await insert.ExecuteNonQueryAsync(stop);
            closure.CourtIds = [.. closure.CourtIds, .. added];
            work.Tell(new CourtClosed(closure.Tell()));
        }
    }
}
