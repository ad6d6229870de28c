using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What Booking says comes back is owed; what was not paid yet is not asked for any more.</summary>
internal sealed class WhenBookingCancelled(UnitOfWork work, Refunding refunding, Abandonment abandonment, SplitEnding splits) : IReaction<BookingCancelled>
{
    public async Task HearAsync(BookingCancelled fact, CancellationToken stop)
    {
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(fact.Court.BookingId, stop);
        abandonment.Abandon(payments);
        if (await splits.CancelledAsync(fact, stop)) return;
        if (fact.Refund.AmountMinor > 0)
            await refunding.OweAsync(payments.Where(payment => payment.Currency == fact.Refund.Currency), fact.Refund.AmountMinor, "booking_cancelled", stop);
    }
}
