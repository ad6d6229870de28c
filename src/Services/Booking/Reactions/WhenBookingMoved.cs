using PadelSaaS.Booking.Jobs;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>A booking that moved ends at another time.</summary>
internal sealed class WhenBookingMoved(UnitOfWork work) : IReaction<BookingMoved>
{
    public Task HearAsync(BookingMoved fact, CancellationToken stop)
    {
        work.RingAt(fact.Court.End, FinishBooking.Name, fact.Court.BookingId.ToString());
        return Task.CompletedTask;
    }
}
