using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Asks a provider about a payment and writes down what it says. Whatever brought the question up (an event, the payer's browser, a
/// timer), only this answer counts, and hearing it twice or late ends in the same state.
/// </summary>
internal sealed class ProviderWord(UnitOfWork work, Providers providers, Purposes purposes, MoneyEntries entries, TimeProvider clock)
{
    /// <summary>Asks and notes. The unit of work must be closed: the question leaves the process.</summary>
    /// <returns>The payment as it was before the answer; <see langword="null"/> when the club has no such payment.</returns>
    public async Task<Payment?> AskAsync(Guid paymentId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == paymentId, stop);
        await work.RollbackAsync();
        if (payment is not { MaySettle: true }) return payment;

        var seen = await providers.Of(payment).FetchAsync(payment.ProviderReference!, stop);
        if (seen.State is ProviderState.Succeeded or ProviderState.Declined) await NoteAsync(payment, seen, stop);
        return payment;
    }

    private async Task NoteAsync(Payment asked, ProviderPayment seen, CancellationToken stop)
    {
        if (seen.PaymentId != asked.Id || seen.Amount != asked.Amount)
            throw new InvalidOperationException($"'{seen.Reference}' at {asked.Provider} is {seen.Amount} for {seen.PaymentId}, not {asked.Amount} for {asked.Id}.");

        await work.BeginAsync(stop);
        var payment = (await work.Model<PaymentsModel>().LockSameAsync(asked, stop)).Single(one => one.Id == asked.Id);
        if (seen.State == ProviderState.Succeeded)
        {
            if (payment.Settle(clock.GetUtcNow()))
            {
                await entries.SettledAsync(payment, seen, stop);
                await SettledAsync(payment, stop);
            }
        }
        else if (payment.Fail(FailureReason.Declined))
        {
            if (purposes.Of(payment) is { } purpose) await purpose.FailedAsync(payment, stop);
            else work.Tell(new PaymentFailed(payment.Id, payment.OfBooking, FailureReason.Declined));
        }
        await work.CommitAsync(stop);
    }

    // Whether money for a booking is wanted is Booking's to say: it answers with BookingConfirmed, BookingLost or PaymentUnneeded.
    private async Task SettledAsync(Payment payment, CancellationToken stop)
    {
        if (purposes.Of(payment) is { } purpose) await purpose.SettledAsync(payment, stop);
        else work.Tell(new PaymentSettled(payment.Id, payment.OfBooking, payment.Amount, payment.Provider));
    }
}
