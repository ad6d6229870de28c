using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Changing;

/// <summary>A cancelled booking with what comes back, or the rule that refused.</summary>
internal sealed record CancelOutcome(Booking? Booking, VenueCard? Venue, Money Refund, Refusal? Refusal)
{
    /// <summary>Whether what comes back becomes credit.</summary>
    public bool IntoWallet { get; init; }
}

/// <summary>
/// Gives a court back. What returns of the money is decided by the rules the booking was made under and by the elapsed time to its start.
/// Cancelling twice is cancelling once.
/// </summary>
internal sealed class Cancelling(Finding finding, OneTrip trip, UnitOfWork work, GivingBack giving, RefundWay way, LinkKeys keys, Visit visit, TimeProvider clock)
{
    private const int MostAttempts = 3;
    private const string Staff = "staff";

    /// <summary>What would come back if the booking were given up now; nothing is changed.</summary>
    public Money RefundNow(Booking booking) => RefundAsOf(booking, clock.GetUtcNow());

    /// <summary>Why whoever asks cannot give that much back; <see langword="null"/> when they can, or when it is their own booking.</summary>
    public Task<Refusal?> LookAsync(Booking booking, CancellationToken stop) => By(booking) == Staff ? giving.LookAsync(RefundNow(booking), stop) : Task.FromResult<Refusal?>(null);

    /// <summary>Where that would go: <c>origin</c>, <c>wallet</c>, or <c>choice</c> where the player says.</summary>
    public Task<string> RefundToAsync(Booking booking, CancellationToken stop) => way.OfferedAsync(booking, RefundNow(booking), stop);

    /// <param name="refundTo"><c>origin</c> or <c>wallet</c>; the club's way where nothing is said.</param>
    public async Task<CancelOutcome> CancelAsync(Guid id, string? key, string? reason, CancellationToken stop, string? refundTo = null)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return Refused(Refusals.NoBooking);
            var now = clock.GetUtcNow();
            if (booking.Status == BookingStatus.Cancelled) return new CancelOutcome(booking, venue, RefundAsOf(booking, booking.UpdatedAt), null);
            if (booking.StatusAt(now) is not (BookingStatus.Pending or BookingStatus.Confirmed)) return Refused(Refusals.NotCancellable);
            if (booking.StartsAt <= now && !visit.Caller.May(Access.Manage)) return Refused(Refusals.AlreadyStarted);
            var (intoWallet, refusal) = await way.DecideAsync(booking, RefundAsOf(booking, now), refundTo, stop);
            if (refusal is not null) return Refused(refusal);
            // Null means that the row changed between reading and writing.
            if (await GiveUpAsync(booking, venue, reason, intoWallet, now, stop) is { } outcome) return outcome;
        }
        return Refused(Refusals.NotCancellable);
    }

    private async Task<CancelOutcome?> GiveUpAsync(Booking booking, VenueCard venue, string? reason, bool intoWallet, DateTimeOffset now, CancellationToken stop)
    {
        var refund = RefundAsOf(booking, now);
        var by = By(booking);
        var fact = new BookingCancelled(booking.Tell(venue, await keys.ForAsync(booking, stop)), refund, by, reason, booking.Status == BookingStatus.Confirmed) { Paid = new Money(booking.PaidMinor, booking.Currency), AsCredit = intoWallet };
        var change = Changes.Cancel(booking, by, reason, InFull(booking, now), fact, visit.Caller, now, clock);
        if (by == Staff && refund.AmountMinor > 0)
        {
            var (isDone, refusal) = await GiveBackAsync(booking, refund, reason, change, stop);
            if (refusal is not null) return Refused(refusal);
            if (!isDone) return null;
        }
        else if (!await trip.RunAsync(batch => batch.BatchCommands.Add(change), Changes.ReadAsync, stop)) return null;

        trip.Announce(fact);
        (booking.Status, booking.CancelledBy, booking.CancellationReason, booking.UpdatedAt) = (BookingStatus.Cancelled, by, reason, now);
        return new CancelOutcome(booking, venue, refund, null) { IntoWallet = intoWallet };
    }

    // Staff give other people's money back within a limit, which is decided in the same transaction.
    private async Task<(bool IsDone, Refusal? Refusal)> GiveBackAsync(Booking booking, Money refund, string? reason, NpgsqlBatchCommand change, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var refusal = await giving.TakeAsync(refund, GivingBack.Of(booking), reason, [new Changed("status", booking.Status, BookingStatus.Cancelled), GivingBack.Paid(booking, refund)], stop);
        var isDone = refusal is null && await RunAsync(change, stop);
        if (isDone) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        return (isDone, refusal);
    }

    private async Task<bool> RunAsync(NpgsqlBatchCommand change, CancellationToken stop)
    {
        await using var batch = work.Batch();
        batch.BatchCommands.Add(change);
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await Changes.ReadAsync(reader);
    }

    private string By(Booking booking) => visit.Caller.May(Access.Manage) && booking.UserId != visit.Caller.AccountId ? Staff : "player";

    private static Money RefundAsOf(Booking booking, DateTimeOffset instant) => Cancellation.Refund(
        new Money(booking.PaidMinor, booking.Currency), Agreement.Of(booking), instant);

    // What nobody has paid yet counts as if it were paid: giving up too late uses a code up.
    private static bool InFull(Booking booking, DateTimeOffset now) =>
        booking.Status == BookingStatus.Pending || Cancellation.Refund(booking.Price, Agreement.Of(booking), now) == booking.Price && booking.StartsAt > now;

    private static CancelOutcome Refused(Refusal refusal) => new(null, null, default, refusal);
}
