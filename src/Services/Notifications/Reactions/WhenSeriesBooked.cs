using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>All dates that were booked at once stand in one message.</summary>
internal sealed class WhenSeriesBooked(CurrentTenant tenant, SeriesMails mails, Post post) : IReaction<SeriesBooked>
{
    public async Task HearAsync(SeriesBooked fact, CancellationToken stop)
    {
        if (Reader.Of(fact.Series.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.BookedAsync(fact, reader, stop), reader, null, fact.Act, stop);
    }
}
