using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The payer hears that money is on its way back.</summary>
internal sealed class WhenRefundSettled(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post) : IReaction<RefundSettled>
{
    public async Task HearAsync(RefundSettled fact, CancellationToken stop)
    {
        // What became credit was said with the cancellation: nothing is on its way.
        if (fact.ShareId is not null || fact.AsCredit) return;
        if (await work.Model<NotificationsModel>().KnownBookings.FindAsync([fact.BookingId], stop) is not { } known) return;

        var court = known.BookedCourt;
        if (Reader.Of(court.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.RefundedAsync(fact, court, known.HandedOver, reader, stop), reader, fact.BookingId, fact.RefundId, stop);
    }
}
