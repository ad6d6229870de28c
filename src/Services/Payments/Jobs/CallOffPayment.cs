using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Calls a payment off that nobody made: before its booking ended, in the time there was to pay for something else, or before another took its place. One that was made meanwhile
/// stays made, and is noted.
/// </summary>
internal sealed class CallOffPayment(UnitOfWork work, Providers providers, Purposes purposes, ProviderWord word, TimeProvider clock) : ITimerJob
{
    public const string Job = "call-off-payment";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        var payment = await FindAsync(id, stop);
        if (payment is { State: PaymentState.Open, ProviderReference: not null } && (payment.BookingId is null || payment.ForDue) && payment.ExpiresAt <= clock.GetUtcNow())
        {
            // Money that came and was not heard of counts first.
            await word.AskAsync(id, stop);
            await AbandonAsync(payment, stop);
            payment = await FindAsync(id, stop);
        }
        if (payment is not { State: PaymentState.Failed, FailureReason: FailureReason.Abandoned or FailureReason.Replaced, ProviderReference: { } reference }) return;
        await word.NoteAsync(payment, await providers.Of(payment).ReleaseAsync(reference, payment.Id, stop), stop);
    }

    // A booking says itself when it waits no more; what else is bought waits as long as the payer was told.
    private async Task AbandonAsync(Payment asked, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var same = await work.Model<PaymentsModel>().LockSameAsync(asked, stop);
        var payment = same.Single(one => one.Id == asked.Id);
        var isLast = !same.Exists(one => one.Id != payment.Id && (one.State == PaymentState.Open || one.SettledAt is not null));
        // Paid another way meanwhile, or just being paid: what was bought goes on, only this payment ends.
        if (payment.Fail(FailureReason.Abandoned) && isLast && purposes.Of(payment) is { } purpose) await purpose.AbandonedAsync(payment, stop);
        await work.CommitAsync(stop);
    }

    private async Task<Payment?> FindAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        return payment;
    }
}
