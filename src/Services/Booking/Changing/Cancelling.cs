using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Changing;

/// <summary>A cancelled booking with what comes back, or the rule that refused.</summary>
internal sealed record CancelOutcome(Booking? Booking, VenueCard? Venue, Money Refund, Refusal? Refusal);

/// <summary>
/// Gives a court back. What returns of the money is decided by the rules the booking was made under and by the elapsed time to its start.
/// Cancelling twice is cancelling once.
/// </summary>
internal sealed class Cancelling(Finding finding, OneTrip trip, LinkKeys keys, Visit visit, TimeProvider clock)
{
    private const int MostAttempts = 3;

    /// <summary>What would come back if the booking were given up now; nothing is changed.</summary>
    public Money RefundNow(Booking booking) => RefundAsOf(booking, clock.GetUtcNow());

    public async Task<CancelOutcome> CancelAsync(Guid id, string? key, string? reason, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return Refused(Refusals.NoBooking);
            var now = clock.GetUtcNow();
            if (booking.Status == BookingStatus.Cancelled) return new CancelOutcome(booking, venue, RefundAsOf(booking, booking.UpdatedAt), null);
            if (booking.StatusAt(now) is not (BookingStatus.Pending or BookingStatus.Confirmed)) return Refused(Refusals.NotCancellable);
            if (booking.StartsAt <= now && !visit.Caller.May(Access.Manage)) return Refused(Refusals.AlreadyStarted);
            // Null means that the row changed between reading and writing.
            if (await GiveUpAsync(booking, venue, reason, now, stop) is { } outcome) return outcome;
        }
        return Refused(Refusals.NotCancellable);
    }

    private async Task<CancelOutcome?> GiveUpAsync(Booking booking, VenueCard venue, string? reason, DateTimeOffset now, CancellationToken stop)
    {
        var refund = RefundAsOf(booking, now);
        var by = visit.Caller.May(Access.Manage) && booking.UserId != visit.Caller.AccountId ? "staff" : "player";
        var fact = new BookingCancelled(booking.Tell(venue, await keys.ForAsync(booking, stop)), refund, by, reason, booking.Status == BookingStatus.Confirmed);
        var change = Changes.Cancel(booking, by, reason, InFull(booking, now), fact, visit.Caller, now, clock);
        if (!await trip.RunAsync(batch => batch.BatchCommands.Add(change), Changes.ReadAsync, stop)) return null;

        trip.Announce(fact);
        (booking.Status, booking.CancelledBy, booking.CancellationReason, booking.UpdatedAt) = (BookingStatus.Cancelled, by, reason, now);
        return new CancelOutcome(booking, venue, refund, null);
    }

    private static Money RefundAsOf(Booking booking, DateTimeOffset instant) => Cancellation.Refund(
        new Money(booking.PaidMinor, booking.Currency), Agreement.Of(booking), instant);

    // What nobody has paid yet counts as if it were paid: giving up too late uses a code up.
    private static bool InFull(Booking booking, DateTimeOffset now) =>
        booking.Status == BookingStatus.Pending || Cancellation.Refund(booking.Price, Agreement.Of(booking), now) == booking.Price && booking.StartsAt > now;

    private static CancelOutcome Refused(Refusal refusal) => new(null, null, default, refusal);
}
