using Microsoft.EntityFrameworkCore;

namespace PadelSaaS.Payments.Shares;

/// <summary>A split whose rows are locked, its shares by seat, and all payments of its booking.</summary>
internal sealed record LockedSplit(Split Split, List<Share> Shares, List<Payment> Payments)
{
    /// <summary>What of the price is safe: held, or there.</summary>
    public long SecuredMinor => Shares.Where(share => share.IsSecured).Sum(share => share.AmountMinor);

    /// <summary>What the club gave back of shares that were paid.</summary>
    public long GivenBackMinor => Shares.Where(share => share is { State: ShareState.Refunded, Note: ShareNote.GivenBack }).Sum(share => share.AmountMinor);

    public IEnumerable<Share> Missing => Shares.Where(share => share.State == ShareState.Open);

    public Share? Paid(Guid paymentId) => Shares.Find(share => share.PaymentId == paymentId);

    public static void Map(ModelBuilder model)
    {
        model.Entity<Split>().Property(split => split.Id).ValueGeneratedNever();
        model.Entity<Share>().Property(share => share.Id).ValueGeneratedNever();
        model.Entity<SplitFriend>().Property(friend => friend.Id).ValueGeneratedNever();
        model.Entity<Share>().HasOne<Split>().WithMany().HasForeignKey(share => share.SplitId);
        model.Entity<SplitFriend>().HasOne<Split>().WithMany().HasForeignKey(friend => friend.SplitId);
        model.Entity<SplitSettings>().HasKey(settings => settings.One);
        model.Entity<SplitSettings>().Property(settings => settings.One).ValueGeneratedNever();
    }
}
