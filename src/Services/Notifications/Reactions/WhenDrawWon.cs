using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who was drawn hears that a court is held for them, while there is still time to take it.</summary>
internal sealed class WhenDrawWon(CurrentTenant tenant, DrawMails mails, Post post) : IReaction<DrawWon>
{
    public async Task HearAsync(DrawWon fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Court.Booker, tenant.Info) is { } reader) await post.PutAsync(await mails.WonAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.Court.BookingId, stop);
    }
}
