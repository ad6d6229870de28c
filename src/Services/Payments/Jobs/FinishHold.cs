using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Takes what is held, or lets it go, as its row says. The row was committed first and its id is the key: a process that dies in between
/// asks again and it is taken once.
/// </summary>
internal sealed class FinishHold(UnitOfWork work, Providers providers, ProviderWord word) : ITimerJob
{
    public const string Job = "finish-hold";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        await work.BeginAsync(stop);
        var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        await work.RollbackAsync();
        if (payment is not { State: PaymentState.Held, TakeMinor: { } take }) return;

        var provider = providers.Of(payment);
        var amount = new Money(take, payment.Currency);
        var seen = take > 0
            ? await provider.CaptureAsync(payment.ProviderReference!, amount, amount with { AmountMinor = Commission(provider, payment, take) }, payment.Id, stop)
            : await provider.ReleaseAsync(payment.ProviderReference!, payment.Id, stop);
        await word.NoteAsync(payment, seen, stop);
    }

    // What was agreed with the payment, or its part of it.
    private static long Commission(IPaymentProvider provider, Payment payment, long take) =>
        provider.Capabilities.SplitFee ? CommissionTerms.Back(payment.AmountMinor, payment.CommissionMinor ?? 0, 0, take) : 0;
}
