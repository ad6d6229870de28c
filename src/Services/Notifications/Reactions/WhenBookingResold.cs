using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Whoever gave a court back late hears that others play, and what comes back for it.</summary>
internal sealed class WhenBookingResold(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post) : IReaction<BookingResold>
{
    public async Task HearAsync(BookingResold fact, CancellationToken stop)
    {
        if (fact.Shared || Reader.Of(fact.Court.Booker, tenant.Info) is not { } reader) return;
        var handedOver = await work.Model<NotificationsModel>().KnownBookings.FindAsync([fact.Court.BookingId], stop) is { HandedOver: true };
        await post.PutAsync(await mails.ResoldAsync(fact, handedOver, reader, stop), reader, fact.Court.BookingId, fact.Court.BookingId, stop);
    }
}
