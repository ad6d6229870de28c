using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>Finds a booking for somebody who may see it. For everybody else it does not exist.</summary>
internal sealed class Finding(OneTrip trip, Access access, IVenues venues)
{
    public async Task<(Booking Booking, VenueCard Venue)?> ReadAsync(Guid id, string? key, CancellationToken stop)
    {
        var booking = await trip.RunAsync(batch => batch.BatchCommands.Add(BookingRow.ById(id)), BookingRow.ReadAsync, stop);
        return booking is not null && await access.MayAsync(booking, key, stop) && await venues.FindAsync(booking.VenueId, stop) is { } venue ? (booking, venue) : null;
    }
}
