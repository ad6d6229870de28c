using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>
/// Decides a split, in one transaction with its payments and shares locked. At the deadline: everybody has paid and the money is taken; or
/// what the organiser chose happens. Nothing is taken from anybody before it is sure that the game takes place, and nobody is charged for
/// others who did not agree to it before.
/// </summary>
internal sealed class Deciding(UnitOfWork work, Giving giving, ShareTelling telling, TimeProvider clock)
{
    /// <summary>The time has come: the deadline, or the last moment to find somebody else.</summary>
    public async Task DecideAsync(Guid bookingId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        await model.LockBookingAsync(bookingId, stop);
        if (await model.LockSplitAsync(bookingId, stop) is { Split.State: SplitState.Open } locked && locked.Split.DeadlineAt <= clock.GetUtcNow()) await DueAsync(locked, stop);
        await work.CommitAsync(stop);
    }

    /// <summary>Goes on after a share changed: with the last one a decision that waited for it may fall.</summary>
    public async Task GoOnAsync(LockedSplit locked, CancellationToken stop)
    {
        var split = locked.Split;
        if (!split.IsOn || split.State == SplitState.Waiting) return;
        if (split.State is SplitState.Taking or SplitState.Covering && locked.Missing.Any(share => share.Note == ShareNote.HoldEnded)) split.State = SplitState.Open;
        if (split.State == SplitState.Taking || (split.State == SplitState.Covering && !locked.Missing.Any())) await TakeAsync(locked, stop);
        // With the last place found after the deadline there is nothing left to wait for.
        else if (split is { State: SplitState.Open, OfferedAt: not null } && !locked.Missing.Any()) await TakeAsync(locked, stop);
        else if (split.State == SplitState.Open && split.DeadlineAt <= clock.GetUtcNow()) await DueAsync(locked, stop);
        else if (split.State == SplitState.Open && locked.Shares.TrueForAll(share => share.State == ShareState.Captured)) await TakeAsync(locked, stop);
    }

    /// <summary>The organiser's card was refused: nobody pays for what is missing.</summary>
    public async Task CoverFailedAsync(LockedSplit locked, CancellationToken stop)
    {
        await ReleaseAsync(locked, stop);
    }

    private async Task DueAsync(LockedSplit locked, CancellationToken stop)
    {
        var (split, now) = (locked.Split, clock.GetUtcNow());
        var missing = locked.Missing.ToList();
        if (missing.Count == 0) await TakeAsync(locked, stop);
        else if (split.OfferedAt is null && Fallback.Looks(split.Fallback) && now < split.LastAt && await OfferAsync(locked, missing, now, stop)) { }
        else if (split.OfferedAt is not null && now < split.LastAt) { }
        else if (split.SavedMethod is not null && split.CoveredMinor + missing.Sum(share => share.AmountMinor) <= split.CoverUpToMinor && !missing.Exists(share => share.IsOrganisers))
            await CoverAsync(locked, missing, now, stop);
        else await ReleaseAsync(locked, stop);
    }

    // Those who did not pay lose their place to others; who paid is asked nothing.
    private async Task<bool> OfferAsync(LockedSplit locked, List<Share> missing, DateTimeOffset now, CancellationToken stop)
    {
        var split = locked.Split;
        var friends = split.Fallback == Fallback.NextFriend
            ? new Queue<SplitFriend>(await work.Model<PaymentsModel>().SplitFriends.Where(friend => friend.SplitId == split.Id && friend.AskedAt == null).OrderBy(friend => friend.Position).ToListAsync(stop))
            : new Queue<SplitFriend>();
        if (split.Fallback == Fallback.NextFriend && friends.Count == 0) return false;

        (split.OfferedAt, split.DeadlineAt) = (now, split.LastAt);
        foreach (var share in missing.Where(share => !share.IsOrganisers))
        {
            if (split.Fallback == Fallback.NextFriend && !friends.TryPeek(out _)) continue;
            await CloseOpenAsync(locked, share, stop);
            await telling.TakenAsync(locked, share, stop);
            work.Tell(new ShareGivenUp(split.Id, share.Id, split.BookingId, share.ParticipantId, share.Email, ShareNote.Offered));
            if (friends.TryDequeue(out var friend))
            {
                friend.AskedAt = now;
                share.HandTo(friend.Name, friend.Email, split.Language);
                await telling.AskAsync(locked, share, ShareNews.Offered, stop);
            }
            else share.HandTo(null, null, split.Language);
            (share.IsOffered, share.Note) = (split.Fallback == Fallback.OpenSeat, ShareNote.Offered);
        }
        work.Tell(new SplitFellBack(split.Id, split.BookingId, split.Fallback, split.Of(missing.Sum(share => share.AmountMinor))));
        work.RingAt(split.LastAt, DecideSplit.Job, split.BookingId.ToString());
        return true;
    }

    // The card is charged first: only when that is there, is anything taken from those who hold their shares.
    private async Task CoverAsync(LockedSplit locked, List<Share> missing, DateTimeOffset now, CancellationToken stop)
    {
        var split = locked.Split;
        split.State = SplitState.Covering;
        foreach (var share in missing)
        {
            await CloseOpenAsync(locked, share, stop);
            // The old demand is gone before the new one stands: there is one at a time.
            await work.Model<PaymentsModel>().SaveChangesAsync(stop);
            share.IsOffered = false;
            var payment = Payment.ForShare(
                new ShareOrder(split.BookingId, share.Id, split.Provider, split.Of(share.AmountMinor), ShareTelling.Description(split), new Payer(split.OrganiserAccountId, split.OrganiserName, split.OrganiserEmail), null, null, Hold: false, KeepMethod: false, share.CommissionMinor), now);
            share.PayingId = payment.Id;
            work.Model<PaymentsModel>().Payments.Add(payment);
            work.RingAt(now, ChargeKeptCard.Job, payment.Id.ToString());
        }
        work.Tell(new SplitFellBack(split.Id, split.BookingId, Fallback.OrganiserCovers, split.Of(missing.Sum(share => share.AmountMinor))));
    }

    private async Task TakeAsync(LockedSplit locked, CancellationToken stop)
    {
        var split = locked.Split;
        foreach (var share in locked.Shares.Where(share => share.State == ShareState.Authorised))
            giving.Finish(locked.Payments.Single(payment => payment.Id == share.PaymentId), share.AmountMinor);
        split.State = SplitState.Taking;
        if (locked.Shares.Exists(share => share.State is not (ShareState.Captured or ShareState.Covered))) return;

        (split.State, split.SettledAt, split.SavedMethod) = (SplitState.Settled, clock.GetUtcNow(), null);
        work.Tell(new SplitSettled(split.Id, split.BookingId, split.Of(locked.SecuredMinor)));
        await telling.SettledAsync(locked, stop);
    }

    private async Task ReleaseAsync(LockedSplit locked, CancellationToken stop)
    {
        var split = locked.Split;
        var missing = locked.Missing.Sum(share => share.AmountMinor);
        (split.State, split.SavedMethod) = (SplitState.Released, null);
        foreach (var share in locked.Shares) await telling.FellThroughAsync(locked, share, stop);
        foreach (var payment in locked.Payments) await giving.AllBackAsync(payment, "split_not_paid", stop);
        foreach (var share in locked.Shares)
            (share.State, share.Note, share.KeptMinor) = (share.State switch { ShareState.Authorised => ShareState.Released, ShareState.Captured or ShareState.Covered => ShareState.Refunded, _ => ShareState.Expired }, ShareNote.FellThrough, 0);
        work.Tell(new SplitFellBack(split.Id, split.BookingId, Fallback.Release, split.Of(missing)));
    }

    // Who is at the card page just now comes too late: should they pay all the same, their money is let go.
    private async Task CloseOpenAsync(LockedSplit locked, Share share, CancellationToken stop)
    {
        foreach (var payment in locked.Payments.Where(payment => payment.ShareId == share.Id && payment.State == PaymentState.Open)) await giving.AllBackAsync(payment, "share_over", stop);
    }
}
