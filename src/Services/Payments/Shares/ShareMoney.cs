using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>
/// What the provider's word about a payment means for its share. Called in the transaction that notes the word, with all payments of the
/// booking locked: of two payments for one share exactly one counts, and the other's money is let go.
/// </summary>
internal sealed class ShareMoney(UnitOfWork work, Giving giving, Deciding deciding, ShareTelling telling, TimeProvider clock)
{
    /// <summary>The provider holds the money of a share.</summary>
    public Task HeldAsync(Payment payment, string? savedMethod, CancellationToken stop) => ArrivedAsync(payment, ShareState.Authorised, savedMethod, stop);

    /// <summary>The money of a share is there: taken of a hold, charged at once, or from the organiser's kept card.</summary>
    public async Task SettledAsync(Payment payment, string? savedMethod, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().LockSplitAsync(payment.OfBooking, stop) is not { } locked) return;
        if (locked.Paid(payment.Id) is { KeptMinor: { } kept } given)
        {
            // The booking was given up while the money was being taken: what is too much of it goes back.
            await giving.KeepAsync(payment, kept, "booking_cancelled", stop);
            if (given.State == ShareState.Authorised) given.State = ShareState.Captured;
            await deciding.GoOnAsync(locked, stop);
            return;
        }
        if (locked.Paid(payment.Id) is not { State: ShareState.Authorised } share)
        {
            await ArrivedAsync(payment, ShareState.Captured, savedMethod, stop);
            return;
        }
        share.State = ShareState.Captured;
        telling.Changed(locked);
        await deciding.GoOnAsync(locked, stop);
    }

    /// <summary>A hold is no more: let go as was decided, ended by the bank, or refused when it was to be taken.</summary>
    public async Task HoldEndedAsync(Payment payment, CancellationToken stop)
    {
        if (payment.State == PaymentState.Released || payment.ShareId is null) return;
        if (await work.Model<PaymentsModel>().LockSplitAsync(payment.OfBooking, stop) is not { } locked || locked.Paid(payment.Id) is not { State: ShareState.Authorised } share) return;
        if (locked.Split.State == SplitState.Cancelled)
        {
            OweAtTheDesk(locked, share, payment);
            return;
        }
        work.Tell(new ShareGivenUp(locked.Split.Id, share.Id, locked.Split.BookingId, share.ParticipantId, share.PayerEmail ?? share.Email, ShareNote.HoldEnded));
        share.Reopen(ShareNote.HoldEnded);
        telling.Changed(locked);
        await deciding.GoOnAsync(locked, stop);
    }

    /// <summary>A payment of a share did not go through.</summary>
    public async Task DeclinedAsync(Payment payment, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().LockSplitAsync(payment.OfBooking, stop) is not { } locked) return;
        if (locked.Shares.Find(one => one.Id == payment.ShareId) is { State: ShareState.Open } share) share.ClaimedUntil = null;
        if (locked.Split.State == SplitState.Covering) await deciding.CoverFailedAsync(locked, stop);
    }

    /// <summary>Somebody gave money of a share back at the provider itself. A settled share of which nothing is left was given back.</summary>
    public async Task GivenBackAsync(Payment payment, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().LockSplitAsync(payment.OfBooking, stop) is not { } locked || locked.Paid(payment.Id) is not { } share) return;
        if (locked.Split.State == SplitState.Settled && share.State is ShareState.Captured or ShareState.Covered && payment.RefundedMinor >= payment.AmountMinor)
        {
            (share.State, share.Note) = (ShareState.Refunded, ShareNote.GivenBack);
            telling.Changed(locked);
        }
        await telling.GivenBackAsync(locked, share, stop);
        // Before play is settled nobody may think that it is paid: it is open again, as if its hold had ended.
        if (locked.Split.State is not (SplitState.Open or SplitState.Taking or SplitState.Covering) || share.State != ShareState.Captured || payment.RefundedMinor < payment.AmountMinor) return;
        work.Tell(new ShareGivenUp(locked.Split.Id, share.Id, locked.Split.BookingId, share.ParticipantId, share.PayerEmail ?? share.Email, ShareNote.HoldEnded));
        share.Reopen(ShareNote.HoldEnded);
        telling.Changed(locked);
        await deciding.GoOnAsync(locked, stop);
    }

    /// <summary>Money of a share that was on its way back did not arrive at the payer's bank.</summary>
    public async Task CameBackAsync(Payment payment, Refund refund, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().LockSplitAsync(payment.OfBooking, stop) is { } locked) await telling.CameBackAsync(locked, payment, refund, stop);
    }

    private async Task ArrivedAsync(Payment payment, string state, string? savedMethod, CancellationToken stop)
    {
        if (await work.Model<PaymentsModel>().LockSplitAsync(payment.OfBooking, stop) is not { } locked) return;
        var (split, now) = (locked.Split, clock.GetUtcNow());
        var covers = payment.ReturnPath is null;
        if (locked.Shares.Find(one => one.Id == payment.ShareId) is not { } share || !IsWanted(split, share, payment, covers, now))
        {
            await giving.AllBackAsync(payment, "share_unneeded", stop);
            telling.Unneeded(locked, payment);
            return;
        }
        (share.State, share.PaymentId, share.AuthorisedAt, share.ClaimedUntil, share.Note) = (covers ? ShareState.Covered : state, payment.Id, now, null, null);
        (share.PayerName, share.PayerEmail) = covers ? (split.OrganiserName, split.OrganiserEmail) : (payment.PayerName ?? share.Name, payment.PayerEmail ?? share.Email);
        if (covers) split.CoveredMinor += share.AmountMinor;
        if (share.IsOrganisers && split.State is SplitState.Waiting or SplitState.Lapsed) Secure(split, share, payment, savedMethod);
        else telling.Changed(locked);
        if (!covers) work.Tell(new ShareAuthorised(split.Id, share.Id, split.BookingId, payment.Id, payment.Amount, Player(share, payment), share.ParticipantId, share.IsOrganisers));
        await deciding.GoOnAsync(locked, stop);
    }

    // What the club keeps of a booking given up, and the bank refused: nobody has paid it, and it is due at the desk like a fee of somebody who did not come.
    private void OweAtTheDesk(LockedSplit locked, Share share, Payment payment)
    {
        (share.State, share.Note) = (ShareState.Expired, ShareNote.HoldEnded);
        telling.Changed(locked);
        if (share.KeptMinor is not > 0) return;
        telling.FeeRefused(locked, share, payment);
        if (locked.Payments.Find(one => one.State == PaymentState.DueAtClub) is { } asked) asked.AskFor(asked.AmountMinor + share.KeptMinor.Value);
        else
        {
            var due = Payment.ForDesk(locked.Split.BookingId, locked.Split.Of(share.KeptMinor.Value), ShareTelling.Description(locked.Split), clock.GetUtcNow());
            work.Model<PaymentsModel>().Payments.Add(due);
            locked.Payments.Add(due);
        }
    }

    // The first money of all is the organiser's: then the court can be theirs and the others are asked.
    private void Secure(Split split, Share share, Payment payment, string? savedMethod)
    {
        (split.State, split.SavedMethod) = (SplitState.Open, split.CoverUpToMinor > 0 ? savedMethod : null);
        work.Tell(new SplitSecured(split.Id, split.BookingId, payment.Id, split.Of(share.AmountMinor), payment.Provider));
        work.RingAt(split.DeadlineAt, DecideSplit.Job, split.BookingId.ToString());
    }

    private static bool IsWanted(Split split, Share share, Payment payment, bool covers, DateTimeOffset now) =>
        share.State == ShareState.Open && share.PayingId == payment.Id && share.AmountMinor == payment.AmountMinor && now < split.StartsAt
        && (share.IsOrganisers
            // Booking decides whether a court that was lost meanwhile can still be had.
            ? split.State is SplitState.Waiting or SplitState.Lapsed or SplitState.Open
            : covers ? split.State == SplitState.Covering : split.State == SplitState.Open);

    private static Booker Player(Share share, Payment payment) =>
        new(payment.PayerAccountId ?? share.AccountId, share.PayerName ?? share.Name ?? "", share.PayerEmail ?? share.Email, share.Language);
}
