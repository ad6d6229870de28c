using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>Finds a booking for somebody who may see it. For everybody else it does not exist.</summary>
internal sealed class Finding(UnitOfWork work, Access access, IVenues venues)
{
    /// <summary>Begins the unit of work and reads the booking; the caller ends it.</summary>
    public async Task<(Booking Booking, VenueCard Venue)?> ReadAsync(Guid id, string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var booking = await work.Model<BookingModel>().Bookings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop);
        return await ForCallerAsync(booking, key, stop);
    }

    /// <summary>The same with the row locked until the unit of work ends: for whoever is going to change it.</summary>
    public async Task<(Booking Booking, VenueCard Venue)?> LockAsync(Guid id, string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var booking = await work.Model<BookingModel>().Bookings.FromSql($"select * from bookings where id = {id} for update").AsNoTracking().FirstOrDefaultAsync(stop);
        return await ForCallerAsync(booking, key, stop);
    }

    private async Task<(Booking Booking, VenueCard Venue)?> ForCallerAsync(Booking? booking, string? key, CancellationToken stop) =>
        booking is not null && await access.MayAsync(booking, key, stop) && await venues.FindAsync(booking.VenueId, stop) is { } venue ? (booking, venue) : null;
}
