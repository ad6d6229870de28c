using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Dues;

/// <summary>What becomes of money that a player paid for what was due. The booking's payments are locked.</summary>
internal sealed class DueMoney(UnitOfWork work, Refunding refunding)
{
    /// <summary>The money is there: the demand goes, or gets smaller; what is too much goes back.</summary>
    public async Task SettledAsync(Payment payment, CancellationToken stop)
    {
        var model = work.Model<PaymentsModel>();
        var asked = (await model.LockBookingAsync(payment.OfBooking, stop)).Find(one => one.State == PaymentState.DueAtClub && one.Currency == payment.Currency);
        var paid = Math.Min(payment.Arrived.AmountMinor, asked?.AmountMinor ?? 0);
        if (asked is not null && asked.AmountMinor > paid) asked.AskFor(asked.AmountMinor - paid);
        else if (asked is not null) model.Payments.Remove(asked);
        if (paid > 0) work.Tell(new DuePaid(payment.Id, payment.OfBooking, payment.Amount with { AmountMinor = paid }, payment.Provider));
        // The desk took it meanwhile, or let it go.
        await refunding.OweAsync([payment], payment.Arrived.AmountMinor - paid, "payment_unneeded", stop);
    }
}
