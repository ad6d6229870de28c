using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who plays along hears of it: asked, moved, called off. Never of money.</summary>
internal sealed class WhenParticipantInformed(CurrentTenant tenant, ParticipantMails mails, Post post) : IReaction<ParticipantInformed>
{
    public async Task HearAsync(ParticipantInformed fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Player, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.AboutAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.Occasion, stop);
    }
}
