using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>Finds a booking for somebody who may see it. For everybody else it does not exist.</summary>
internal sealed class Finding(OneTrip trip, Access access, IVenues venues)
{
    public async Task<(Booking Booking, VenueCard Venue)?> ReadAsync(Guid id, string? key, CancellationToken stop)
    {
        var booking = await trip.RunAsync(batch => batch.BatchCommands.Add(BookingRow.ById(id)), reader => BookingRow.ReadAsync(reader, trip.Sealed), stop);
        // A block is the club's own and a lesson has pages of its own.
        return booking is not null && booking.IsPlayers && await access.MayAsync(booking, key, stop) && await venues.FindAsync(booking.VenueId, stop) is { } venue ? (booking, venue) : null;
    }

    /// <summary>A booking of a venue, for whoever was already asked who they are.</summary>
    public async Task<(Booking Booking, VenueCard Venue)?> AtVenueAsync(Guid id, VenueCard venue, CancellationToken stop) =>
        await trip.RunAsync(batch => batch.BatchCommands.Add(BookingRow.ById(id)), reader => BookingRow.ReadAsync(reader, trip.Sealed), stop) is { } booking
            && booking.VenueId == venue.Id && booking.IsPlayers ? (booking, venue) : null;
}
