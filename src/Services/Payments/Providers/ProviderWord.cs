using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Asks a provider about a payment and writes down what it says. Whatever brought the question up (an event, the payer's browser, a
/// timer), only this answer counts, and hearing it twice or late ends in the same state.
/// </summary>
internal sealed class ProviderWord(UnitOfWork work, Providers providers, TimeProvider clock)
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
        var payment = (await work.Model<PaymentsModel>().LockBookingAsync(asked.BookingId, stop)).Single(one => one.Id == asked.Id);
        if (seen.State == ProviderState.Succeeded)
        {
            // Whether the money is wanted is Booking's to say: it answers with BookingConfirmed, BookingLost or PaymentUnneeded.
            if (payment.Settle(clock.GetUtcNow())) work.Tell(new PaymentSettled(payment.Id, payment.BookingId, payment.Amount, payment.Provider));
        }
        else if (payment.Fail(FailureReason.Declined))
        {
            work.Tell(new PaymentFailed(payment.Id, payment.BookingId, FailureReason.Declined));
        }
        await work.CommitAsync(stop);
    }
}
