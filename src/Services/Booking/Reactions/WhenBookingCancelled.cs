using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Jobs;
using PadelSaaS.Booking.People;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Those who were to play along hear that it does not take place; of a hold that was given up they never knew. What is kept may go back when others play.</summary>
internal sealed class WhenBookingCancelled(Telling telling, UnitOfWork work) : IReaction<BookingCancelled>
{
    public async Task HearAsync(BookingCancelled fact, CancellationToken stop)
    {
        if (!fact.WasConfirmed) return;
        await telling.CancelledAsync(fact, stop);
        if (fact.Paid is not { } paid || paid.AmountMinor <= fact.Refund.AmountMinor) return;
        var terms = await work.Model<BookingModel>().Bookings.Where(one => one.Id == fact.Court.BookingId).Select(one => one.Terms).FirstOrDefaultAsync(stop);
        if (terms is null || !BookingView.TermsOf(terms).ResaleBack) return;
        work.RingAt(fact.Court.Start, ResellBooking.Name, ResellBooking.KeyOf(fact, paid with { AmountMinor = paid.AmountMinor - fact.Refund.AmountMinor }));
    }
}
