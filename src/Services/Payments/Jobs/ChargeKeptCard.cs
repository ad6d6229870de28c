using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Charges the organiser's kept card for a share nobody paid, as the organiser agreed to beforehand. The payment's row and id came first, and that it is
/// about to be charged: a charge nobody lived to note is found under its id also when the booking was given up meanwhile, and goes back.
/// </summary>
internal sealed class ChargeKeptCard(UnitOfWork work, Providers providers, ProviderWord word) : ITimerJob
{
    public const string Job = "charge-kept-card";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var id = Guid.Parse(key);
        if (await BeginAsync(id, stop) is not var (payment, card)) return;

        var provider = providers.Of(payment);
        var commission = provider.Capabilities.SplitFee ? payment.CommissionMinor ?? 0 : 0;
        var seen = await provider.ChargeSavedAsync(new SavedMethodOrder(payment.Id, payment.Amount, commission, payment.Description, card), stop);
        await work.BeginAsync(stop);
        await using (var remember = work.Command("update payments set provider_reference = coalesce(provider_reference, $2), charged_method = null where id = $1", payment.Id, seen.Reference))
            await remember.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
        // The bank wants to see the card's owner, who is not here: that is a no, and everybody else waits for the answer.
        if (seen is { State: ProviderState.Open, PayAt: not null }) seen = await provider.ReleaseAsync(seen.Reference, payment.Id, stop);
        if (seen.State != ProviderState.Open) await word.NoteAsync(payment, seen, stop);
    }

    private async Task<(Payment Payment, string Card)?> BeginAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        if (await model.Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop) is { } known)
        {
            var payment = (await model.LockBookingAsync(known.OfBooking, stop)).Single(one => one.Id == id);
            var kept = await model.Splits.AsNoTracking().Where(split => split.BookingId == known.OfBooking).Select(split => split.SavedMethod).FirstOrDefaultAsync(stop);
            if (payment.BeginCharge(kept) is { } card)
            {
                await work.CommitAsync(stop);
                return (payment, card);
            }
        }
        await work.RollbackAsync();
        return null;
    }
}
