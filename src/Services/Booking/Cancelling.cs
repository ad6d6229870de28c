using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>A cancelled booking with what comes back, or the rule that refused.</summary>
internal sealed record CancelOutcome(Booking? Booking, VenueCard? Venue, Money Refund, Refusal? Refusal);

/// <summary>
/// Gives a court back. What returns of the money is decided by the rules the booking was made under and by the elapsed time to its start.
/// Cancelling twice is cancelling once.
/// </summary>
internal sealed class Cancelling(Finding finding, UnitOfWork work, LinkKeys keys, Visit visit, TimeProvider clock)
{
    /// <summary>What would come back if the booking were given up now; nothing is changed.</summary>
    public Money RefundNow(Booking booking) => Cancellation.Refund(
        new Money(booking.PaidMinor, booking.Currency), BookingView.Tiers(booking.CancellationTiers), booking.StartsAt, clock.GetUtcNow());

    public async Task<CancelOutcome> CancelAsync(Guid id, string? key, string? reason, CancellationToken stop)
    {
        if (await finding.LockAsync(id, key, stop) is not var (booking, venue)) return Refused(Refusals.NoBooking);

        var now = clock.GetUtcNow();
        if (booking.Status == BookingStatus.Cancelled) return new CancelOutcome(booking, venue, new Money(0, booking.Currency), null);
        if (booking.StatusAt(now) is not (BookingStatus.Pending or BookingStatus.Confirmed)) return Refused(Refusals.NotCancellable);
        if (booking.StartsAt <= now && !visit.Caller.May(Access.Manage)) return Refused(Refusals.AlreadyStarted);

        var refund = RefundNow(booking);
        var byStaff = visit.Caller.May(Access.Manage) && booking.UserId != visit.Caller.AccountId;
        var wasConfirmed = booking.Status == BookingStatus.Confirmed;
        (booking.Status, booking.CancelledBy, booking.CancellationReason, booking.UpdatedAt) = (BookingStatus.Cancelled, byStaff ? "staff" : "player", reason, now);
        await using (var cancel = work.Command(
            "update bookings set status = 'cancelled', cancelled_by = $2, cancellation_reason = $3::text, updated_at = $4 where id = $1", booking.Id, booking.CancelledBy, reason, now))
            await cancel.ExecuteNonQueryAsync(stop);
        await History.AddAsync(work, booking.Id, now, "cancelled", visit.Caller, booking.GuestName, stop);
        work.Tell(new BookingCancelled(booking.Tell(venue, await keys.ForAsync(booking.Id, stop)), refund, booking.CancelledBy, reason, wasConfirmed));
        await work.CommitAsync(stop);
        return new CancelOutcome(booking, venue, refund, null);
    }

    private static CancelOutcome Refused(Refusal refusal) => new(null, null, default, refusal);
}
