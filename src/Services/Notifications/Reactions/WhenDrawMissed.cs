using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who was not drawn is told so once, with the way to check it.</summary>
internal sealed class WhenDrawMissed(CurrentTenant tenant, DrawMails mails, Post post) : IReaction<DrawMissed>
{
    public async Task HearAsync(DrawMissed fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Booker, tenant.Info) is { } reader) await post.PutAsync(mails.Missed(fact, reader), reader, null, fact.EntryId, stop);
    }
}
