using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>All dates that changed at once stand in one message.</summary>
internal sealed class WhenSeriesMoved(CurrentTenant tenant, SeriesMails mails, Post post) : IReaction<SeriesMoved>
{
    public async Task HearAsync(SeriesMoved fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Series.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.MovedAsync(fact, reader, stop), reader, null, fact.Act, stop);
    }
}
