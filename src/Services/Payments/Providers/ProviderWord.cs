using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Dues;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Asks a provider about a payment and writes down what it says. Whatever brought the question up (an event, the payer's browser, a
/// timer), only this answer counts, and hearing it twice or late ends in the same state.
/// </summary>
internal sealed class ProviderWord(UnitOfWork work, Providers providers, Purposes purposes, MoneyEntries entries, ShareMoney shares, CreditParts parts, DueMoney dues, Refunding refunding, TimeProvider clock)
{
    /// <summary>Asks and notes. The unit of work must be closed: the question leaves the process.</summary>
    /// <returns>The payment as it was before the answer; <see langword="null"/> when the club has no such payment.</returns>
    public async Task<Payment?> AskAsync(Guid paymentId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == paymentId, stop);
        await work.RollbackAsync();
        if (payment is { SettledAt: not null, ProviderFeeMinor: null, ProviderReference: not null }) await AskFeeAsync(payment, stop);
        if (payment is not { MaySettle: true }) return payment;

        var seen = await providers.Of(payment).FetchAsync(payment.ProviderReference!, stop);
        if (seen.State != ProviderState.Open) await NoteAsync(payment, seen, stop);
        return payment;
    }

    // Some say some time after the money came what they keep of it; those that split say it at all.
    private async Task AskFeeAsync(Payment asked, CancellationToken stop)
    {
        var provider = providers.Of(asked);
        if (!provider.Capabilities.SplitFee || await provider.FetchAsync(asked.ProviderReference!, stop) is not { FeeMinor: { } fee }) return;
        await work.BeginAsync(stop);
        await entries.FeeKnownAsync((await work.Model<PaymentsModel>().LockSameAsync(asked, stop)).Single(one => one.Id == asked.Id), fee, stop);
        await work.CommitAsync(stop);
    }

    /// <summary>Notes what the provider said in answer to a call.</summary>
    public async Task NoteAsync(Payment asked, ProviderPayment seen, CancellationToken stop)
    {
        if (seen.PaymentId != asked.Id || seen.Amount != asked.Amount)
            throw new InvalidOperationException($"'{seen.Reference}' at {asked.Provider} is {seen.Amount} for {seen.PaymentId}, not {asked.Amount} for {asked.Id}.");

        await work.BeginAsync(stop);
        var payment = (await work.Model<PaymentsModel>().LockSameAsync(asked, stop)).Single(one => one.Id == asked.Id);
        await NoteAsync(payment, seen, clock.GetUtcNow(), stop);
        await work.CommitAsync(stop);
    }

    private async Task NoteAsync(Payment payment, ProviderPayment seen, DateTimeOffset now, CancellationToken stop)
    {
        switch (seen.State)
        {
            case ProviderState.Held:
                if (payment.Hold(now, seen.HeldUntil)) await shares.HeldAsync(payment, seen.SavedMethod, stop);
                break;
            case ProviderState.Succeeded:
                if (!payment.Settle(now, seen.TakenMinor)) break;
                await entries.SettledAsync(payment, seen, stop);
                await SettledAsync(payment, seen, stop);
                break;
            case ProviderState.Declined when payment.State == PaymentState.Held:
                if (payment.EndHold()) await shares.HoldEndedAsync(payment, stop);
                break;
            case ProviderState.Declined:
                if (payment.Fail(FailureReason.Declined)) await DeclinedAsync(payment, stop);
                break;
        }
    }

    // Whether money for a booking is wanted is Booking's to say: it answers with BookingConfirmed, BookingLost or PaymentUnneeded.
    private async Task SettledAsync(Payment payment, ProviderPayment seen, CancellationToken stop)
    {
        if (purposes.Of(payment) is { } purpose)
        {
            if (payment.KeepsMethod && seen.SavedMethod is { } kept) await purpose.KeptAsync(payment, kept, stop);
            await purpose.SettledAsync(payment, stop);
        }
        else if (payment.ShareId is not null) await shares.SettledAsync(payment, seen.SavedMethod, stop);
        else if (payment.ForDue) await dues.SettledAsync(payment, stop);
        else if (await parts.TakeAsync(payment, stop) is { } all) work.Tell(new PaymentSettled(payment.Id, payment.OfBooking, all, payment.Provider));
        // The credit that was to pay the other part is back with its holder: nothing is bought with a part of a price.
        else await refunding.OweAsync([payment], long.MaxValue, "credit_gone", stop);
    }

    private async Task DeclinedAsync(Payment payment, CancellationToken stop)
    {
        if (purposes.Of(payment) is { } purpose)
        {
            await purpose.FailedAsync(payment, stop);
            return;
        }
        if (payment.ShareId is not null) await shares.DeclinedAsync(payment, stop);
        else if (!payment.ForDue) work.Tell(new PaymentFailed(payment.Id, payment.OfBooking, FailureReason.Declined));
    }
}
