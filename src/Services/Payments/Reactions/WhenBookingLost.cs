using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>The money came too late for the court: all of it goes back.</summary>
internal sealed class WhenBookingLost(UnitOfWork work, Refunding refunding, SplitEnding splits) : IReaction<BookingLost>
{
    public async Task HearAsync(BookingLost fact, CancellationToken stop)
    {
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(fact.Court.BookingId, stop);
        if (await splits.UnwantedAsync(fact.Court.BookingId, payments, fact.PaymentId, "booking_lost", stop)) return;
        await refunding.OweAsync(payments.Where(payment => payment.Id == fact.PaymentId || payment.PartOf == fact.PaymentId), long.MaxValue, "booking_lost", stop);
    }
}
