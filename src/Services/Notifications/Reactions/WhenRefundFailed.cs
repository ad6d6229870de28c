using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Whoever was told that money is on its way hears that it did not arrive. Whoever got the booking handed over was never to have it.</summary>
internal sealed class WhenRefundFailed(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post) : IReaction<RefundFailed>
{
    public async Task HearAsync(RefundFailed fact, CancellationToken stop)
    {
        if (fact.ShareId is not null) return;
        if (await work.Model<NotificationsModel>().KnownBookings.FindAsync([fact.BookingId], stop) is not { HandedOver: false } known) return;

        var court = known.BookedCourt;
        if (Reader.Of(court.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.RefundFailedAsync(fact, court, reader, stop), reader, fact.BookingId, fact.RefundId, stop);
    }
}
