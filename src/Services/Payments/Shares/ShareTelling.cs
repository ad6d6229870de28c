using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>Tells what became of shares: other services by facts, people by the mails these lead to. Links carry keys, so nobody needs an account.</summary>
internal sealed class ShareTelling(UnitOfWork work, LinkKeys keys)
{
    /// <summary>What a card statement says.</summary>
    public static string Description(Split split) => $"{split.VenueName}, {split.CourtName}";

    /// <summary>Path of a share's page, with the key of whoever has it now.</summary>
    public async Task<string> LinkAsync(Share share, CancellationToken stop) => $"/pay/share/{share.Id}?key={await keys.ForAsync(share.Id, share.Turn, stop)}";

    /// <summary>Path of the organiser's page.</summary>
    public async Task<string> OrganiserLinkAsync(Split split, CancellationToken stop) =>
        split.OrganiserAccountId is null ? $"/bookings/{split.BookingId}/shares?key={await keys.ForAsync(split.BookingId, stop)}" : $"/bookings/{split.BookingId}/shares";

    /// <summary>What is safe of the price is another amount than before.</summary>
    public void Changed(LockedSplit locked) => work.Tell(new SharesChanged(locked.Split.Id, locked.Split.BookingId, locked.Split.Of(locked.SecuredMinor)) { GivenBackMinor = locked.GivenBackMinor });

    /// <summary>Asks whoever has the share to pay it.</summary>
    public async Task AskAsync(LockedSplit locked, Share share, string news, CancellationToken stop)
    {
        if (share.IsOrganisers || share.Email is null) return;
        Tell(locked.Split, share, new Booker(share.AccountId, share.Name ?? "", share.Email, share.Language), news, await LinkAsync(share, stop), $"{share.Id} {share.Turn} {share.RemindedAt?.ToUnixTimeSeconds()}");
    }

    /// <summary>Whoever had the share is not expected any more. Told before it is somebody else's.</summary>
    public async Task TakenAsync(LockedSplit locked, Share share, CancellationToken stop)
    {
        if (share.IsOrganisers || (share.PayerEmail ?? share.Email) is not { } email) return;
        Tell(locked.Split, share, new Booker(share.AccountId, share.PayerName ?? share.Name ?? "", email, share.Language), ShareNews.Taken, await LinkAsync(share, stop), $"{share.Id} {share.Turn}");
    }

    /// <summary>Somebody's money is not needed: the share was paid already, or it is too late.</summary>
    public void Unneeded(LockedSplit locked, Payment payment)
    {
        if (payment.PayerEmail is not { } email || locked.Shares.Find(one => one.Id == payment.ShareId) is not { } share) return;
        Tell(locked.Split, share, new Booker(payment.PayerAccountId, payment.PayerName ?? "", email, share.Language), ShareNews.Unneeded, "/book", $"{payment.Id}");
    }

    /// <summary>The organiser hears what became of a share.</summary>
    public async Task ToOrganiserAsync(LockedSplit locked, Share share, string news, string occasion, CancellationToken stop)
    {
        if (locked.Split.OrganiserEmail is null) return;
        Tell(locked.Split, share, locked.Split.Organiser, news, await OrganiserLinkAsync(locked.Split, stop), occasion, share.Shown);
    }

    /// <summary>Everybody has paid: the organiser hears of it, and of what the kept card was charged.</summary>
    public async Task SettledAsync(LockedSplit locked, CancellationToken stop)
    {
        foreach (var share in locked.Shares.Where(share => share.State == ShareState.Covered)) await ToOrganiserAsync(locked, share, ShareNews.Covered, $"{share.Id} covered", stop);
        await ToOrganiserAsync(locked, locked.Shares[0], ShareNews.Settled, $"{locked.Split.Id} settled", stop);
    }

    /// <summary>The game falls through; whoever had paid hears that nothing is kept. The organiser gets the mail of the cancelled booking.</summary>
    public async Task FellThroughAsync(LockedSplit locked, Share share, CancellationToken stop)
    {
        if (share.IsOrganisers || (share.PayerEmail ?? share.Email) is not { } email || share.State == ShareState.Covered) return;
        Tell(locked.Split, share, new Booker(share.AccountId, share.PayerName ?? share.Name ?? "", email, share.Language), ShareNews.FellThrough, await LinkAsync(share, stop), $"{share.Id} fell");
    }

    /// <summary>Whoever paid a share hears that it goes back.</summary>
    public async Task GivenBackAsync(LockedSplit locked, Share share, CancellationToken stop)
    {
        if ((share.PayerEmail ?? share.Email ?? (share.IsOrganisers ? locked.Split.OrganiserEmail : null)) is not { } email) return;
        Tell(locked.Split, share, new Booker(share.AccountId, share.PayerName ?? share.Name ?? "", email, share.Language), ShareNews.GivenBack, await LinkAsync(share, stop), $"{share.Id} back");
    }

    /// <summary>Others play at the time of the game that was given up: whoever paid a share hears what comes back of what was kept.</summary>
    public async Task ResoldAsync(LockedSplit locked, Share share, long backMinor, CancellationToken stop)
    {
        if ((share.PayerEmail ?? share.Email ?? (share.IsOrganisers ? locked.Split.OrganiserEmail : null)) is not { } email) return;
        work.Tell(new ShareInformed(
            locked.Split.Court(await LinkAsync(share, stop)), share.Id, new Booker(share.AccountId, share.PayerName ?? share.Name ?? "", email, share.Language), ShareNews.GivenBack,
            locked.Split.Of(backMinor), locked.Split.DeadlineAt, $"{ShareNews.GivenBack} {share.Id} resold"));
    }

    /// <summary>Whoever made a payment hears that money of it could not be sent back to them, though the share may be somebody else's by now.</summary>
    public async Task CameBackAsync(LockedSplit locked, Payment payment, Refund refund, CancellationToken stop)
    {
        if (payment.PayerEmail is not { } email || locked.Shares.Find(one => one.Id == payment.ShareId) is not { } share) return;
        var isOrganisers = share.IsOrganisers || payment.ReturnPath is null;
        var (language, link) = isOrganisers ? (locked.Split.Language, await OrganiserLinkAsync(locked.Split, stop)) : (share.Language, "/book");
        work.Tell(new ShareInformed(
            locked.Split.Court(link), share.Id, new Booker(payment.PayerAccountId, payment.PayerName ?? "", email, language), ShareNews.NotReturned,
            locked.Split.Of(refund.AmountMinor), locked.Split.DeadlineAt, $"{ShareNews.NotReturned} {refund.Id}"));
    }

    /// <summary>Whoever had paid a share hears that their bank did not pay what the club keeps of it.</summary>
    public void FeeRefused(LockedSplit locked, Share share, Payment payment)
    {
        if ((payment.PayerEmail ?? share.PayerEmail ?? share.Email ?? (share.IsOrganisers ? locked.Split.OrganiserEmail : null)) is not { } email) return;
        var name = payment.PayerName ?? share.PayerName ?? share.Name ?? (share.IsOrganisers ? locked.Split.OrganiserName : "");
        work.Tell(new ShareInformed(
            locked.Split.Court("/book"), share.Id, new Booker(payment.PayerAccountId ?? share.AccountId, name, email, share.IsOrganisers ? locked.Split.Language : share.Language), ShareNews.FeeRefused,
            locked.Split.Of(share.KeptMinor!.Value), locked.Split.DeadlineAt, $"{ShareNews.FeeRefused} {payment.Id}"));
    }

    private void Tell(Split split, Share share, Booker reader, string news, string link, string occasion, string? of = null) =>
        work.Tell(new ShareInformed(split.Court(link), share.Id, reader, news, split.Of(share.AmountMinor), split.DeadlineAt, $"{news} {occasion}") { Of = of });
}
