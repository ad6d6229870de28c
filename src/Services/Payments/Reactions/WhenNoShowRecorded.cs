using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A club that keeps a part of the price from somebody who did not come owes the rest.</summary>
internal sealed class WhenNoShowRecorded(UnitOfWork work, Refunding refunding, SplitEnding splits) : IReaction<NoShowRecorded>
{
    public async Task HearAsync(NoShowRecorded fact, CancellationToken stop)
    {
        if (fact.Refund is not { AmountMinor: > 0 } refund) return;
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(fact.Court.BookingId, stop);
        if (await splits.GiveBackAsync(fact.Court.BookingId, payments, refund.AmountMinor, "no_show", stop)) return;
        await refunding.OweAsync(payments.Where(payment => payment.Currency == refund.Currency), refund.AmountMinor, "no_show", stop);
    }
}
