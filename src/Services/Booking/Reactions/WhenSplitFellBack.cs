using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Not everybody paid in time and the organiser chose to let go in that case: the court is free again. All money goes back, whatever the notice.</summary>
internal sealed class WhenSplitFellBack(UnitOfWork work, IVenues venues, LinkKeys keys, TimeProvider clock) : IReaction<SplitFellBack>
{
    private const string Release = "release";
    private const string Reason = "split_not_paid";
    private static readonly Caller Clock = new(null, "", null, new HashSet<string>());

    public async Task HearAsync(SplitFellBack fact, CancellationToken stop)
    {
        if (fact.Outcome != Release) return;
        var booking = await work.Model<BookingModel>().Bookings.FromSql($"select * from bookings where id = {fact.BookingId} for update").AsNoTracking().FirstOrDefaultAsync(stop);
        if (booking is null || booking.Status is not (BookingStatus.Pending or BookingStatus.Confirmed) || await venues.FindAsync(booking.VenueId, stop) is not { } venue) return;

        var now = clock.GetUtcNow();
        await using var cancel = work.Command(
            "update bookings set status = 'cancelled', cancelled_by = 'platform', cancellation_reason = $2, promo_code_id = null, updated_at = $3 where id = $1", booking.Id, Reason, now);
        await cancel.ExecuteNonQueryAsync(stop);
        await History.AddAsync(work, booking.Id, now, "split_not_paid", Clock, "", stop);
        // Payments has let everything go already: each share to whoever paid it.
        var nothing = new Money(0, booking.Currency);
        work.Tell(new BookingCancelled(booking.Tell(venue, await keys.ForAsync(booking, stop)), nothing, "platform", Reason, booking.Status == BookingStatus.Confirmed) { Paid = nothing });
    }
}
