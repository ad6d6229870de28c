using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Money of a cancelled booking becomes credit of the account that booked: it stays where it is, and the club owes it in another way. A refund all the
/// same, settled in the transaction that decides it; its id is the lot's origin, so that it is credited once. The commission stays, because the money does.
/// </summary>
internal sealed class Crediting(UnitOfWork work, Books books, Wallets wallets, Refunding refunding, TimeProvider clock)
{
    /// <summary>Credits an amount of what was paid for a booking, newest payment first; never more than is left of each. The payments are locked.</summary>
    public async Task GiveAsync(IEnumerable<Payment> payments, Guid account, long amountMinor, string reason, CancellationToken stop)
    {
        foreach (var payment in payments.OrderByDescending(one => one.Id))
        {
            var amount = Math.Min(amountMinor, await refunding.LeftAsync([payment], stop));
            if (amount <= 0) continue;
            // What was paid with credit goes back to the lots it came from, with the terms and the end they have.
            if (payment.Provider == Payment.Wallet) refunding.Owe(payment, amount, reason);
            else await CreditAsync(payment, account, amount, reason, stop);
            amountMinor -= amount;
        }
    }

    private async Task CreditAsync(Payment payment, Guid account, long amountMinor, string reason, CancellationToken stop)
    {
        var (model, now) = (work.Model<PaymentsModel>(), clock.GetUtcNow());
        var moreIsDue = await model.Refunds.AnyAsync(other => other.PaymentId == payment.Id && other.State == Refund.Due, stop);
        var refund = payment.Owe(amountMinor, reason, now);
        refund.BecomeCredit(now);
        model.Refunds.Add(refund);
        payment.GaveBack(amountMinor, moreIsDue);

        var (id, amount) = (Guid.CreateVersion7(now), payment.Amount with { AmountMinor = amountMinor });
        await wallets.PutAsync(new WalletLot { Id = id, AccountId = account, Kind = LotKind.Wallet, AmountMinor = amountMinor, Currency = payment.Currency, Origin = LotOrigin.Refund, OriginId = refund.Id, Label = "From a cancelled booking" }, stop);
        await books.PostAsync(new Entry($"refunded {refund.Id}", "refund", [new Line(Account.Receivable, amount), new Line(LotKind.Wallet, amount with { AmountMinor = -amountMinor }, id)])
        {
            BookingId = payment.BookingId,
            PaymentId = payment.Id,
            Provider = Payment.Wallet,
        }, stop);
        work.Audit(new Act("refund.credited", "booking", $"{payment.BookingId}")
        {
            Reason = reason,
            Changes = [new Changed("amount", null, string.Create(CultureInfo.InvariantCulture, $"{amountMinor} {payment.Currency}"))],
        });
        work.Tell(new RefundSettled(refund.Id, payment.Id, payment.OfBooking, amount) { AsCredit = true });
    }
}
