using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>What the organiser, a payer and the club do with one share. Each act is decided with payments and split locked, in one transaction.</summary>
internal sealed class ManagingShares(UnitOfWork work, Giving giving, ShareTelling telling, IMoneyLimits limits, Sales sales, Visit visit, TimeProvider clock)
{
    private static readonly TimeSpan BetweenReminders = TimeSpan.FromHours(12);

    /// <summary>Whoever paid cannot come: nothing is kept of it, and the place is somebody else's to pay. Nobody else is charged for it.</summary>
    public Task<Refusal?> LeaveAsync(Guid bookingId, Guid shareId, CancellationToken stop) => ChangeAsync(bookingId, shareId, async (locked, share) =>
    {
        if (share.IsOrganisers) return SplitRefusals.OrganiserStays;
        if (share.State is not (ShareState.Authorised or ShareState.Captured)) return SplitRefusals.NotPaid;
        if (locked.Split.State != SplitState.Open) return SplitRefusals.TooLateToLeave;
        await telling.ToOrganiserAsync(locked, share, ShareNews.Left, $"{share.PaymentId} left", stop);
        await FreeAsync(locked, share, ShareNote.Left, stop);
        share.HandTo(null, null, locked.Split.Language);
        share.IsOffered = locked.Split.Fallback == Fallback.OpenSeat;
        return null;
    }, stop);

    /// <summary>The organiser asks somebody else. The link of before opens nothing any more; what whoever had the share paid is let go.</summary>
    public Task<Refusal?> ReplaceAsync(Guid bookingId, Guid shareId, string? name, string? email, CancellationToken stop) => ChangeAsync(bookingId, shareId, async (locked, share) =>
    {
        if (share.IsOrganisers) return SplitRefusals.OrganiserStays;
        if (locked.Split.State != SplitState.Open) return SplitRefusals.Over;
        await telling.TakenAsync(locked, share, stop);
        await FreeAsync(locked, share, ShareNote.Replaced, stop);
        share.HandTo(name, email, visit.Language);
        share.IsOffered = false;
        await telling.AskAsync(locked, share, ShareNews.Asked, stop);
        return null;
    }, stop);

    /// <summary>Asks again, at most once in twelve hours.</summary>
    public Task<Refusal?> RemindAsync(Guid bookingId, Guid shareId, CancellationToken stop) => ChangeAsync(bookingId, shareId, async (locked, share) =>
    {
        var now = clock.GetUtcNow();
        if (PayingShare.Forbidden(locked.Split, share, now) is { } forbidden) return forbidden;
        if (share.Email is null || share.IsOrganisers) return SplitRefusals.NobodyToRemind;
        if (share.RemindedAt > now - BetweenReminders) return SplitRefusals.RemindedLately;
        share.RemindedAt = now;
        await telling.AskAsync(locked, share, ShareNews.Reminded, stop);
        return null;
    }, stop);

    /// <summary>The club gives one share back, within what whoever does it may give.</summary>
    public Task<Refusal?> GiveBackAsync(Guid bookingId, Guid shareId, string? reason, CancellationToken stop) => ChangeAsync(bookingId, shareId, async (locked, share) =>
    {
        if (string.IsNullOrWhiteSpace(reason)) return SplitRefusals.ReasonNeeded;
        if (locked.Split.State != SplitState.Settled || share.State is not (ShareState.Captured or ShareState.Covered)) return SplitRefusals.NothingToGiveBack;
        if (visit.Caller.AccountId is not { } hand || await limits.TakeAsync(hand, locked.Split.Of(share.AmountMinor), stop) is not null) return SplitRefusals.OverLimit;
        await giving.AllBackAsync(locked.Payments.Single(payment => payment.Id == share.PaymentId), "given_back", stop);
        await sales.ReduceAsync(bookingId, locked.Split.Of(share.AmountMinor), Sales.ShareGivenBack, stop);
        (share.State, share.Note) = (ShareState.Refunded, ShareNote.GivenBack);
        work.Audit(new Act("refund.given", "booking", $"{bookingId}") { Reason = reason.Trim(), Changes = [new Changed("given back", null, $"{share.AmountMinor} {locked.Split.Currency}")] });
        telling.Changed(locked);
        await telling.GivenBackAsync(locked, share, stop);
        return null;
    }, stop);

    private async Task FreeAsync(LockedSplit locked, Share share, string note, CancellationToken stop)
    {
        var was = share.IsSecured;
        foreach (var payment in locked.Payments.Where(payment => payment.ShareId == share.Id)) await giving.AllBackAsync(payment, $"share_{note}", stop);
        work.Tell(new ShareGivenUp(locked.Split.Id, share.Id, locked.Split.BookingId, share.ParticipantId, share.PayerEmail ?? share.Email, note));
        share.Reopen(note);
        if (was) telling.Changed(locked);
    }

    private async Task<Refusal?> ChangeAsync(Guid bookingId, Guid shareId, Func<LockedSplit, Share, Task<Refusal?>> change, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        await model.LockBookingAsync(bookingId, stop);
        var refusal = await model.LockSplitAsync(bookingId, stop) is { } locked && locked.Shares.Find(one => one.Id == shareId) is { } share
            ? await change(locked, share)
            : SplitRefusals.NoShare;
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        return refusal;
    }
}
