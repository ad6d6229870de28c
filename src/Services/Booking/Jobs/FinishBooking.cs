using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Jobs;

/// <summary>Completes a booking whose time is over. One that was moved has a later timer, one that was given up or missed stays what it is.</summary>
internal sealed class FinishBooking(UnitOfWork work, IVenues venues, LinkKeys keys, TimeProvider clock) : ITimerJob
{
    public const string Name = "finish-booking";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var (id, now) = (Guid.Parse(key), clock.GetUtcNow());
        await work.BeginAsync(stop);
        var booking = await work.Model<BookingModel>().Bookings.FromSql($"select * from bookings where id = {id} for update").AsNoTracking().FirstOrDefaultAsync(stop);
        if (booking is null || booking.Status is not (BookingStatus.Confirmed or BookingStatus.InProgress) || booking.EndsAt > now
            || await venues.FindAsync(booking.VenueId, stop) is not { } venue)
        {
            await work.RollbackAsync();
            return;
        }
        await using (var update = work.Command("update bookings set status = 'completed', updated_at = $2 where id = $1", id, now)) await update.ExecuteNonQueryAsync(stop);
        work.Tell(new BookingCompleted(booking.Tell(venue, await keys.ForAsync(booking, stop)), booking.ArrivedAt is not null));
        await History.AddAsync(work, id, now, "completed", Caller.Nobody, "clock", stop);
        await work.CommitAsync(stop);
    }
}
