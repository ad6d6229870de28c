using PadelSaaS.Booking.Jobs;
using PadelSaaS.Booking.People;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>A booking that moved ends at another time, and who plays along hears of it.</summary>
internal sealed class WhenBookingMoved(UnitOfWork work, Telling telling) : IReaction<BookingMoved>
{
    public Task HearAsync(BookingMoved fact, CancellationToken stop)
    {
        work.RingAt(fact.Court.End, FinishBooking.Name, fact.Court.BookingId.ToString());
        return telling.MovedAsync(fact, stop);
    }
}
