using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>
/// The money is there, or enough of it: the hold becomes a booking. Money that comes after the hold died takes the court again if it is still
/// free; otherwise, and when it was paid already or given up, it goes back.
/// </summary>
internal sealed class TakingPaid(UnitOfWork work, IVenues venues, LinkKeys keys, TimeProvider clock)
{
    private static readonly Caller Provider = new(null, "", null, new HashSet<string>());

    /// <param name="method">What the booking says it was paid by, and the fact of it tells.</param>
    public async Task TakeAsync(Guid bookingId, Guid paymentId, Money amount, string method, CancellationToken stop)
    {
        var booking = await work.Model<BookingModel>().Bookings.FromSql($"select * from bookings where id = {bookingId} for update").AsNoTracking().FirstOrDefaultAsync(stop);
        if (booking is null || await venues.FindAsync(booking.VenueId, stop) is not { } venue)
            throw new InvalidOperationException($"Payment {paymentId} settled for booking {bookingId}, which cannot be found.");

        var court = booking.Tell(venue, await keys.ForAsync(booking, stop));
        var isWanted = booking.Status is BookingStatus.Pending or BookingStatus.Expired && clock.GetUtcNow() < booking.EndsAt;
        if (!isWanted) work.Tell(new PaymentUnneeded(court, paymentId));
        else if (await TakeAsync(booking, venue, amount, method, stop)) work.Tell(new BookingConfirmed(court, method));
        else work.Tell(new BookingLost(court, paymentId));
    }

    // What was agreed and paid stays the price, so a code that was given back with the hold is counted again, whatever others used since.
    // An expired row stands in nobody's way, so the constraint is asked again, without the holds that ended since; losing must not undo the
    // rest of the transaction.
    private async Task<bool> TakeAsync(Booking booking, VenueCard venue, Money amount, string method, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (booking.Status == BookingStatus.Expired)
        {
            await using var batch = work.Batch();
            batch.BatchCommands.Add(EndedHolds.OnCourt(booking.CourtId, booking.StartsAt, booking.EndsAt.AddMinutes(venue.Rules.BufferMinutes), now));
            await batch.ExecuteNonQueryAsync(stop);
        }
        await ExecuteAsync("savepoint before_taking", stop);
        try
        {
            await ExecuteAsync("update bookings set status = 'confirmed', paid_minor = paid_minor + $2, payment_method = $3, updated_at = $4, promo_code_id = coalesce(promo_code_id, (price_basis->'promo'->>'id')::uuid) where id = $1",
                stop, booking.Id, amount.AmountMinor, method, now);
        }
        catch (PostgresException lost) when (lost.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            await ExecuteAsync("rollback to savepoint before_taking", stop);
            await History.AddAsync(work, booking.Id, now, "lost_after_payment", Provider, method, stop);
            return false;
        }
        await History.AddAsync(work, booking.Id, now, "paid_and_confirmed", Provider, method, stop);
        return true;
    }

    private async Task ExecuteAsync(string sql, CancellationToken stop, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        await command.ExecuteNonQueryAsync(stop);
    }
}
