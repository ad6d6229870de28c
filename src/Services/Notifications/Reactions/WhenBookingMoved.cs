using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The booker hears of the new time and gets a calendar file that replaces the one from before.</summary>
internal sealed class WhenBookingMoved(UnitOfWork work, CurrentTenant tenant, BookingMails mails, Post post, TimeProvider clock) : IReaction<BookingMoved>
{
    public async Task HearAsync(BookingMoved fact, CancellationToken stop)
    {
        await work.Model<NotificationsModel>().HearAsync(KnownBooking.Confirmed, fact.Court, clock.GetUtcNow(), stop);
        if (fact.Court.PartOf is not null || Reader.Of(fact.Court.Booker, tenant.Info) is not { } reader) return;
        await post.PutAsync(await mails.MovedAsync(fact, reader, stop), reader, fact.Court.BookingId, KnownBooking.Occasion(fact.Court), stop);
    }
}
