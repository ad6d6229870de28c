using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>A share as its page shows it.</summary>
public sealed record FoundShare(Split Split, Share Share)
{
    /// <summary>Whether it was paid from a wallet.</summary>
    public bool ByWallet { get; init; }
}

/// <summary>A split as its organiser sees it.</summary>
public sealed record FoundSplit(Split Split, IReadOnlyList<Share> Shares, IReadOnlyList<SplitFriend> Friends);

/// <summary>Finds shares for whoever may see them: by the key of the link as it is now, or by the account that pays.</summary>
internal sealed class FindingShares(UnitOfWork work, LinkKeys keys, Visit visit)
{
    public async Task<FoundShare?> ShareAsync(Guid id, string? key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var share = await model.Shares.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        var split = share is null ? null : await model.Splits.AsNoTracking().FirstAsync(one => one.Id == share.SplitId, stop);
        var payment = share is null ? null : await model.Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == (share.PaymentId ?? share.PayingId), stop);
        await work.RollbackAsync();
        if (share is null || share.IsOrganisers) return null;
        var mine = visit.Caller.AccountId is { } account && (account == share.AccountId || (account == payment?.PayerAccountId && share.PaymentId == payment.Id));
        // A place offered to everybody at the club needs no key: whoever finds it may take it.
        var isOpen = share is { IsOffered: true, State: ShareState.Open } && split!.IsOn;
        return mine || isOpen || await keys.OpensAsync(share.Id, share.Turn, key, stop) ? new FoundShare(split!, share) { ByWallet = payment?.Provider == Payment.Wallet } : null;
    }

    public async Task<FoundSplit?> SplitAsync(Guid bookingId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var split = await model.Splits.AsNoTracking().FirstOrDefaultAsync(one => one.BookingId == bookingId, stop);
        if (split is null)
        {
            await work.RollbackAsync();
            return null;
        }
        var shares = await model.Shares.AsNoTracking().Where(share => share.SplitId == split.Id).OrderBy(share => share.Seat).ToListAsync(stop);
        var friends = await model.SplitFriends.AsNoTracking().Where(friend => friend.SplitId == split.Id).OrderBy(friend => friend.Position).ToListAsync(stop);
        await work.RollbackAsync();
        return new FoundSplit(split, shares, friends);
    }
}
