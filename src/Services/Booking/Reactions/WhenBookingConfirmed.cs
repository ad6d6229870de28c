using PadelSaaS.Booking.Jobs;
using PadelSaaS.Booking.People;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>A booking that stands ends by itself, and who was named for it is asked to play. The timer is set here and not where courts are taken, where every statement counts.</summary>
internal sealed class WhenBookingConfirmed(UnitOfWork work, Telling telling) : IReaction<BookingConfirmed>
{
    public Task HearAsync(BookingConfirmed fact, CancellationToken stop)
    {
        work.RingAt(fact.Court.End, FinishBooking.Name, fact.Court.BookingId.ToString());
        return telling.InviteAsync(fact.Court, stop);
    }
}
