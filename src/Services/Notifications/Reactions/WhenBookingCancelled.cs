using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Whoever had a court hears that it is gone and what comes back. A hold given up at the checkout is nobody's news.</summary>
internal sealed class WhenBookingCancelled(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post, TimeProvider clock) : IReaction<BookingCancelled>
{
    public async Task HearAsync(BookingCancelled fact, CancellationToken stop)
    {
        var known = await work.Model<NotificationsModel>().HearAsync(KnownBooking.Cancelled, fact.Court, clock.GetUtcNow(), stop);
        if (!fact.WasConfirmed || fact.Court.PartOf is not null || Reader.Of(fact.Court.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.CancelledAsync(fact, known.HandedOver, reader, stop), reader, fact.Court.BookingId, fact.Court.BookingId, stop);
    }
}
