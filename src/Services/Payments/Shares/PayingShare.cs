using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>
/// Somebody goes to pay a share. Whether it can be paid is decided with the split locked, and the payment's row is committed before the
/// provider is called. Of a place that is offered to many, one at a time is at the card page.
/// </summary>
internal sealed class PayingShare(UnitOfWork work, Providers providers, StartPayment starting, Giving giving, ShareWallet wallet, ShareMoney money, TimeProvider clock)
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(10);

    /// <param name="until">Until when the payer may take; by default ten minutes, and never past the deadline.</param>
    public async Task<(Refusal? Refusal, string? PayAt)> StartAsync(Guid bookingId, Guid shareId, Payer payer, string returnPath, DateTimeOffset? until, CancellationToken stop)
    {
        return await StartAsync(bookingId, shareId, payer, returnPath, until, fromWallet: false, stop);
    }

    /// <summary>Pays the share from the wallet of whoever is signed in: the credit is set aside and the share secured in one transaction, or nothing is.</summary>
    public async Task<(Refusal? Refusal, string? PayAt)> FromWalletAsync(Guid bookingId, Guid shareId, Payer payer, string returnPath, CancellationToken stop) =>
        payer.AccountId is null || !await wallet.IsOfferedAsync(stop) ? (SplitRefusals.WalletNotTaken, null) : await StartAsync(bookingId, shareId, payer, returnPath, null, fromWallet: true, stop);

    private async Task<(Refusal? Refusal, string? PayAt)> StartAsync(Guid bookingId, Guid shareId, Payer payer, string returnPath, DateTimeOffset? until, bool fromWallet, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (refusal, payment) = await OpenAsync(bookingId, shareId, payer, returnPath, until, fromWallet, stop);
        if (refusal is not null)
        {
            await work.RollbackAsync();
            return (refusal, null);
        }
        await work.CommitAsync(stop);
        if (fromWallet) return (null, returnPath);
        if (providers.Find(payment!.Provider) is not { } provider) return (SplitRefusals.Down, null);
        try
        {
            return (null, (await starting.SendAsync(provider, payment, stop)).PayAt);
        }
        catch (ProviderDownException)
        {
            // Our row stands, and with it the place: whoever tries again finds it, and the provider its key.
            return (SplitRefusals.Down, null);
        }
    }

    /// <summary>Why the share cannot be paid now; <see langword="null"/> when it can.</summary>
    public static Refusal? Forbidden(Split split, Share share, DateTimeOffset now) =>
        share.IsSecured ? SplitRefusals.Paid
        : split.State is SplitState.Waiting && !share.IsOrganisers ? SplitRefusals.NotYet
        : !split.IsOn || split.State is SplitState.Covering or SplitState.Taking || share.State != ShareState.Open || split.DeadlineAt <= now ? SplitRefusals.Over : null;

    private async Task<(Refusal? Refusal, Payment? Payment)> OpenAsync(Guid bookingId, Guid shareId, Payer payer, string returnPath, DateTimeOffset? until, bool fromWallet, CancellationToken stop)
    {
        var (model, now) = (work.Model<PaymentsModel>(), clock.GetUtcNow());
        await model.LockBookingAsync(bookingId, stop);
        if (await model.LockSplitAsync(bookingId, stop) is not { } locked || locked.Shares.Find(one => one.Id == shareId) is not { } share) return (SplitRefusals.NoShare, null);
        var split = locked.Split;
        if (Forbidden(split, share, now) is { } forbidden) return (forbidden, null);

        var open = locked.Payments.Find(payment => payment.Id == share.PayingId && payment.State == PaymentState.Open);
        var isSame = open is not null && string.Equals(open.PayerEmail, payer.Email, StringComparison.OrdinalIgnoreCase) && open.PayerAccountId == payer.AccountId;
        if (share.ClaimedUntil > now && !isSame) return (SplitRefusals.BeingPaid, null);
        if (share.IsOffered && !fromWallet) share.ClaimedUntil = now + Claim;
        if (open is not null && !fromWallet && (isSame || !share.IsOffered) && open.AmountMinor == share.AmountMinor) return (null, open);
        if (open is not null) await giving.AllBackAsync(open, "share_over", stop);
        await model.SaveChangesAsync(stop);

        if (fromWallet) return await SetAsideAsync(locked, share, payer, returnPath, now, stop);
        if (providers.Find(split.Provider) is not { } provider) return (SplitRefusals.Down, null);
        var ends = until ?? (now + Claim < split.DeadlineAt ? now + Claim : split.DeadlineAt);
        var hold = provider.Capabilities is { Hold: true, Capture: true } && new SplitTimes(split.DeadlineAt, split.LastAt).CanBeHeld(now);
        var made = Payment.ForShare(
            new ShareOrder(bookingId, shareId, split.Provider, split.Of(share.AmountMinor), ShareTelling.Description(split), payer, returnPath, ends, hold, share.IsOrganisers && split.CoverUpToMinor > 0, share.CommissionMinor), now);
        share.PayingId = made.Id;
        model.Payments.Add(made);
        foreach (var minutes in ReconcilePayment.AfterMinutes) work.RingAt(now.AddMinutes(minutes), ReconcilePayment.Job, made.Id.ToString());
        return (null, made);
    }

    private async Task<(Refusal? Refusal, Payment? Payment)> SetAsideAsync(LockedSplit locked, Share share, Payer payer, string returnPath, DateTimeOffset now, CancellationToken stop)
    {
        var split = locked.Split;
        if (share.IsOrganisers && split.CoverUpToMinor > 0) return (SplitRefusals.NoGuarantee, null);
        // The platform had its part when the credit was bought.
        var made = Payment.ForShare(
            new ShareOrder(split.BookingId, share.Id, Payment.Wallet, split.Of(share.AmountMinor), ShareTelling.Description(split), payer, returnPath, null, Hold: true, KeepMethod: false, CommissionMinor: 0), now);
        made.SetAside(now);
        if (!await wallet.SetAsideAsync(payer.AccountId!.Value, split, made, stop)) return (SplitRefusals.WalletTooSmall, null);
        share.PayingId = made.Id;
        work.Model<PaymentsModel>().Payments.Add(made);
        await work.Model<PaymentsModel>().SaveChangesAsync(stop);
        await money.HeldAsync(made, null, stop);
        return (null, made);
    }
}
