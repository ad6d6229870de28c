using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What Booking says comes back is owed; what was not paid yet is not asked for any more.</summary>
internal sealed class WhenBookingCancelled(UnitOfWork work, Refunding refunding, Crediting crediting, Abandonment abandonment, CreditParts parts, SplitEnding splits) : IReaction<BookingCancelled>
{
    public async Task HearAsync(BookingCancelled fact, CancellationToken stop)
    {
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(fact.Court.BookingId, stop);
        abandonment.Abandon(payments);
        await parts.ReleaseAsync(payments, stop);
        if (await splits.CancelledAsync(fact, stop)) return;
        if (fact.Refund.AmountMinor <= 0) return;
        var paid = payments.Where(payment => payment.Currency == fact.Refund.Currency);
        if (fact.AsCredit && fact.Court.Booker.AccountId is { } account) await crediting.GiveAsync(paid, account, fact.Refund.AmountMinor, "booking_cancelled", stop);
        else await refunding.OweAsync(paid, fact.Refund.AmountMinor, "booking_cancelled", stop);
    }
}
