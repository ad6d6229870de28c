using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Both players hear whose the booking is; whatever is told of it from now on goes to the new one.</summary>
internal sealed class WhenBookingTransferred(UnitOfWork work, CurrentTenant tenant, TransferMails mails, Post post, TimeProvider clock) : IReaction<BookingTransferred>
{
    public async Task HearAsync(BookingTransferred fact, CancellationToken stop)
    {
        (await work.Model<NotificationsModel>().HearAsync(KnownBooking.Confirmed, fact.Court, clock.GetUtcNow(), stop)).HandedOver = true;
        if (Reader.Of(fact.Court.Booker, tenant.Info) is { } taker) await post.PutAsync(await mails.TakenAsync(fact, taker, stop), taker, fact.Court.BookingId, fact.TransferId, stop);
        if (Reader.Of(fact.From.Booker, tenant.Info) is { } giver) await post.PutAsync(await mails.GivenAsync(fact, giver, stop), giver, fact.Court.BookingId, fact.TransferId, stop);
    }
}
