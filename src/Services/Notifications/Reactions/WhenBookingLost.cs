using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Somebody paid too late for the court: we say so before the bank does.</summary>
internal sealed class WhenBookingLost(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post, TimeProvider clock) : IReaction<BookingLost>
{
    public async Task HearAsync(BookingLost fact, CancellationToken stop)
    {
        await work.Model<NotificationsModel>().HearAsync(KnownBooking.Lost, fact.Court, clock.GetUtcNow(), stop);
        if (Reader.Of(fact.Court.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.LostAsync(fact, reader, stop), reader, fact.Court.BookingId, fact.PaymentId, stop);
    }
}
