using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>What becomes of shares when something becomes of their booking. The booking's payments are locked by whoever calls.</summary>
internal sealed class SplitEnding(UnitOfWork work, Giving giving, ShareTelling telling)
{
    private PaymentsModel Model => work.Model<PaymentsModel>();

    /// <summary>The court is theirs: everybody whose address is known is asked for their share.</summary>
    public async Task ConfirmedAsync(BookingConfirmed fact, CancellationToken stop)
    {
        await Model.LockBookingAsync(fact.Court.BookingId, stop);
        if (await Model.LockSplitAsync(fact.Court.BookingId, stop) is not { Split.State: SplitState.Open } locked) return;
        foreach (var share in locked.Missing) await telling.AskAsync(locked, share, Contracts.Payments.ShareNews.Asked, stop);
    }

    /// <summary>
    /// The booking was given up. What the club keeps by its rule is kept of every share in the same proportion; the rest is let go, or goes
    /// back where it was taken.
    /// </summary>
    /// <returns>False when the booking is not split.</returns>
    public async Task<bool> CancelledAsync(BookingCancelled fact, CancellationToken stop)
    {
        if (await Model.LockSplitAsync(fact.Court.BookingId, stop) is not { } locked) return false;
        if (locked.Split.State == SplitState.Released) return true;
        var keep = (fact.Paid?.AmountMinor ?? locked.SecuredMinor) - fact.Refund.AmountMinor;
        await KeepAsync(locked, keep, "booking_cancelled", stop);
        (locked.Split.State, locked.Split.SavedMethod) = (SplitState.Cancelled, null);
        foreach (var share in locked.Missing) (share.State, share.Note) = (ShareState.Expired, ShareNote.Cancelled);
        return true;
    }

    /// <summary>So much of a split price goes back, of every share in the same proportion.</summary>
    /// <returns>False when the booking is not split.</returns>
    public async Task<bool> GiveBackAsync(Guid bookingId, long backMinor, string reason, CancellationToken stop)
    {
        if (await Model.LockSplitAsync(bookingId, stop) is not { } locked) return false;
        await KeepAsync(locked, locked.SecuredMinor - backMinor, reason, stop);
        return true;
    }

    /// <summary>The court could not be had any more, or the money came for a booking given up.</summary>
    /// <returns>False when the payment is of no share.</returns>
    public async Task<bool> UnwantedAsync(Guid bookingId, List<Payment> payments, Guid paymentId, string reason, CancellationToken stop)
    {
        if (payments.Find(one => one.Id == paymentId) is not { ShareId: not null } || await Model.LockSplitAsync(bookingId, stop) is not { } locked) return false;
        foreach (var payment in locked.Payments.Where(one => one.ShareId is not null)) await giving.AllBackAsync(payment, reason, stop);
        foreach (var share in locked.Shares) (share.State, share.Note, share.KeptMinor) = (share.IsSecured ? ShareState.Released : ShareState.Expired, ShareNote.Cancelled, 0);
        (locked.Split.State, locked.Split.SavedMethod) = (SplitState.Cancelled, null);
        return true;
    }

    /// <summary>The hold ended before its organiser had paid. Should the money come all the same, Booking decides.</summary>
    public async Task ExpiredAsync(Guid bookingId, CancellationToken stop)
    {
        if (await Model.LockSplitAsync(bookingId, stop) is { Split.State: SplitState.Waiting } locked) locked.Split.State = SplitState.Lapsed;
    }

    private async Task KeepAsync(LockedSplit locked, long keepMinor, string reason, CancellationToken stop)
    {
        var secured = locked.Shares.Where(share => share.IsSecured).ToList();
        var kept = secured.Count == 0 ? [] : Portions.Of(Math.Clamp(keepMinor, 0, locked.SecuredMinor), [.. secured.Select(share => share.AmountMinor)]);
        foreach (var (share, keep) in secured.Zip(kept))
        {
            var payment = locked.Payments.Single(one => one.Id == share.PaymentId);
            var wasThere = payment.SettledAt is not null;
            await giving.KeepAsync(payment, keep, reason, stop);
            (share.KeptMinor, share.Note) = (keep, ShareNote.Cancelled);
            // What is kept of a hold is there when the bank has said so, and not before.
            if (keep == 0) share.State = wasThere ? ShareState.Refunded : ShareState.Released;
            else if (wasThere) share.State = ShareState.Captured;
            if (keep < share.AmountMinor) await telling.GivenBackAsync(locked, share, stop);
        }
        foreach (var payment in locked.Payments.Where(one => one.State == PaymentState.Open && one.ShareId is not null)) await giving.AllBackAsync(payment, reason, stop);
    }
}
