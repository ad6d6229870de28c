using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Calls a payment off that nobody made before its booking ended. One that was made meanwhile stays made, and is noted.</summary>
internal sealed class CallOffPayment(UnitOfWork work, Providers providers, ProviderWord word) : ITimerJob
{
    public const string Job = "call-off-payment";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        await work.BeginAsync(stop);
        var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        if (payment is not { State: PaymentState.Failed, FailureReason: FailureReason.Abandoned, ProviderReference: { } reference }) return;
        await word.NoteAsync(payment, await providers.Of(payment).ReleaseAsync(reference, payment.Id, stop), stop);
    }
}
