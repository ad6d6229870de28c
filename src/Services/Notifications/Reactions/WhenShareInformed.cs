using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who shares a price hears of it: asked to pay, offered a place, let go, given back.</summary>
internal sealed class WhenShareInformed(CurrentTenant tenant, ShareMails mails, Post post) : IReaction<ShareInformed>
{
    public async Task HearAsync(ShareInformed fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Reader, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.AboutAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.Occasion, stop);
    }
}
