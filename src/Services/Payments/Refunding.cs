using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Payments.Desk;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Notes that money has to go back, and lets a timer send it once that is committed.</summary>
internal sealed class Refunding(UnitOfWork work, Providers providers, TimeProvider clock)
{
    /// <summary>Owes a part of one payment. Its booking's payments are locked.</summary>
    public Refund Owe(Payment payment, long amountMinor, string reason)
    {
        var now = clock.GetUtcNow();
        var refund = payment.Owe(amountMinor, reason, now);
        work.Model<PaymentsModel>().Refunds.Add(refund);
        work.Audit(new Act("refund.owed", payment.Purpose, $"{payment.BookingId ?? payment.PurposeId}")
        {
            Reason = reason,
            Changes = [new Changed("amount", null, string.Create(CultureInfo.InvariantCulture, $"{amountMinor} {payment.Currency}"))],
        });
        // Where only a person can send it back, it stays due until one says so.
        if (!RefundTasks.IsByHand(payment.Provider, providers)) work.RingAt(now, SettleRefund.Job, refund.Id.ToString());
        return refund;
    }

    /// <summary>Owes an amount of what was paid for a booking, newest payment first; never more than is left of each.</summary>
    public async Task OweAsync(IEnumerable<Payment> payments, long amountMinor, string reason, CancellationToken stop)
    {
        foreach (var payment in payments.OrderByDescending(one => one.Id))
        {
            var amount = Math.Min(amountMinor, await LeftAsync(payment, stop));
            if (amount <= 0) continue;
            Owe(payment, amount, reason);
            amountMinor -= amount;
        }
    }

    /// <summary>What the club has of these payments and owes to nobody.</summary>
    public async Task<long> LeftAsync(IEnumerable<Payment> payments, CancellationToken stop)
    {
        var left = 0L;
        foreach (var payment in payments) left += await LeftAsync(payment, stop);
        return left;
    }

    private async Task<long> LeftAsync(Payment payment, CancellationToken stop)
    {
        if (payment.SettledAt is null) return 0;
        var promised = await work.Model<PaymentsModel>().Refunds
            .Where(refund => refund.PaymentId == payment.Id && refund.State != Refund.Failed).SumAsync(refund => refund.AmountMinor, stop);
        return payment.Arrived.AmountMinor - promised;
    }
}
