using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Paid twice, or for a booking given up: all of it goes back.</summary>
internal sealed class WhenPaymentUnneeded(UnitOfWork work, Refunding refunding, SplitEnding splits) : IReaction<PaymentUnneeded>
{
    public async Task HearAsync(PaymentUnneeded fact, CancellationToken stop)
    {
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(fact.Court.BookingId, stop);
        if (await splits.UnwantedAsync(fact.Court.BookingId, payments, fact.PaymentId, "payment_unneeded", stop)) return;
        await refunding.OweAsync(payments.Where(payment => payment.Id == fact.PaymentId || payment.PartOf == fact.PaymentId), long.MaxValue, "payment_unneeded", stop);
    }
}
