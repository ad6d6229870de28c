using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Charges the organiser's kept card for a share nobody paid, as the organiser agreed to beforehand. The payment's row and id came first.</summary>
internal sealed class ChargeKeptCard(UnitOfWork work, Providers providers, ProviderWord word) : ITimerJob
{
    public const string Job = "charge-kept-card";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var payment = await model.Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        var card = payment is null ? null : await model.Splits.AsNoTracking().Where(split => split.BookingId == payment.BookingId).Select(split => split.SavedMethod).FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        if (payment is not { State: PaymentState.Open } || card is null) return;

        var provider = providers.Of(payment);
        var commission = provider.Capabilities.SplitFee ? payment.CommissionMinor ?? 0 : 0;
        var seen = await provider.ChargeSavedAsync(new SavedMethodOrder(payment.Id, payment.Amount, commission, payment.Description, card), stop);
        await work.BeginAsync(stop);
        await using (var remember = work.Command("update payments set provider_reference = $2 where id = $1 and provider_reference is null", payment.Id, seen.Reference))
            await remember.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        // The bank wants to see the card's owner, who is not here: that is a no, and everybody else waits for the answer.
        if (seen is { State: ProviderState.Open, PayAt: not null }) seen = await provider.ReleaseAsync(seen.Reference, payment.Id, stop);
        if (seen.State != ProviderState.Open) await word.NoteAsync(payment, seen, stop);
    }
}
