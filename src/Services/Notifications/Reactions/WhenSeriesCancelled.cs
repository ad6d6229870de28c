using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>All dates that were given up at once stand in one message.</summary>
internal sealed class WhenSeriesCancelled(CurrentTenant tenant, SeriesMails mails, Post post) : IReaction<SeriesCancelled>
{
    public async Task HearAsync(SeriesCancelled fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Series.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.CancelledAsync(fact, reader, stop), reader, null, fact.Act, stop);
    }
}
