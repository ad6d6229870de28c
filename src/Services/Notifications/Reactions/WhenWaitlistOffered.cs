using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who waited for a court hears that one is held for them, while there is still time to take it.</summary>
internal sealed class WhenWaitlistOffered(CurrentTenant tenant, BookingMails mails, Post post) : IReaction<WaitlistOffered>
{
    public async Task HearAsync(WaitlistOffered fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Court.Booker, tenant.Info) is { } reader) await post.PutAsync(await mails.OfferedAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.Court.BookingId, stop);
    }
}
