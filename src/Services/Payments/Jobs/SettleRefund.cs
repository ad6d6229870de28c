using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Sends money back that is owed. A process that dies in between asks again with the same key: it goes back once.</summary>
internal sealed class SettleRefund(UnitOfWork work, Providers providers, Purposes purposes, MoneyEntries entries, TimeProvider clock) : ITimerJob
{
    public const string Job = "settle-refund";
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        if (await DecideAsync(id, stop) is not var (payment, refund)) return;

        var amount = new Money(refund.AmountMinor, payment.Currency);
        var answer = await providers.Of(payment).RefundAsync(payment.ProviderReference!, amount, amount with { AmountMinor = entries.ToldBack(payment, refund) }, refund.Id, stop);
        await NoteAsync(payment, id, answer, stop);
    }

    // What of the commission goes back is committed before the call: made again, it says the same.
    private async Task<(Payment Payment, Refund Refund)?> DecideAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var refund = await model.Refunds.FirstOrDefaultAsync(one => one.Id == id, stop);
        if (refund is not { State: Refund.Due })
        {
            await work.RollbackAsync();
            return null;
        }
        var payment = (await model.LockSameAsync(await model.Payments.AsNoTracking().FirstAsync(one => one.Id == refund.PaymentId, stop), stop)).Single(one => one.Id == refund.PaymentId);
        await entries.CommissionBackAsync(payment, refund, stop);
        await work.CommitAsync(stop);
        return (payment, refund);
    }

    private async Task NoteAsync(Payment asked, Guid refundId, RefundAnswer answer, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var payment = (await model.LockSameAsync(asked, stop)).Single(one => one.Id == asked.Id);
        var refunds = await model.Refunds.Where(one => one.PaymentId == payment.Id).ToListAsync(stop);
        var refund = refunds.Single(one => one.Id == refundId);
        if (refund.State == Refund.Due)
        {
            switch (answer.State)
            {
                case RefundState.Pending:
                    work.RingAt(clock.GetUtcNow() + AskAgain, Job, refund.Id.ToString());
                    break;
                case RefundState.Refused:
                    refund.Fail(answer.Reason ?? "refused");
                    break;
                case RefundState.Settled:
                    refund.Settle(answer.Reference, clock.GetUtcNow());
                    await entries.RefundedAsync(payment, refund, stop);
                    payment.GaveBack(refund.AmountMinor, moreIsDue: refunds.Any(other => other.State == Refund.Due));
                    if (purposes.Of(payment) is { } purpose) await purpose.RefundedAsync(payment, refund, stop);
                    else work.Tell(new RefundSettled(refund.Id, payment.Id, payment.OfBooking, new Money(refund.AmountMinor, payment.Currency)) { ShareId = payment.ShareId, ToWallet = payment.Provider == Payment.Wallet });
                    break;
            }
        }
        await work.CommitAsync(stop);
    }
}
