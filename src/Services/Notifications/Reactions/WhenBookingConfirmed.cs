using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The booker gets a confirmation with a calendar file.</summary>
internal sealed class WhenBookingConfirmed(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post, TimeProvider clock) : IReaction<BookingConfirmed>
{
    public async Task HearAsync(BookingConfirmed fact, CancellationToken stop)
    {
        await work.Model<NotificationsModel>().HearAsync(KnownBooking.Confirmed, fact.Court, clock.GetUtcNow(), stop);
        RemindBooking.Set(work, fact.Court, clock.GetUtcNow());
        if (fact.Quietly || fact.Court.PartOf is not null || Reader.Of(fact.Court.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.ConfirmedAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.Court.BookingId, stop);
    }
}
