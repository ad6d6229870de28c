using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Somebody wants to pay for a booking online. Our row is committed first and carries the key of the call: whatever happens in between,
/// asking again finds the row and the provider finds the key, so there is one payment.
/// </summary>
internal sealed class StartPayment(UnitOfWork work, Commissions commissions, Abandonment abandonment, Visit visit, TimeProvider clock)
{
    public async Task<PaymentStarted> StartAsync(IPaymentProvider provider, PaymentWanted wanted, CancellationToken stop)
    {
        var payment = await OpenAsync(wanted, stop);
        // Paid a moment ago, and Booking has not heard of it yet: nobody is sent to pay twice.
        if (payment.State == PaymentState.Settled) return new PaymentStarted(payment.Id, ReturnFromProvider.PathOf(payment.Id));
        return await SendAsync(provider, payment, stop);
    }

    /// <summary>Opens a payment that is in our books at its provider; done again, the payer is sent to the same page.</summary>
    public async Task<PaymentStarted> SendAsync(IPaymentProvider provider, Payment payment, CancellationToken stop)
    {
        if (payment.PayAt is { } known) return new PaymentStarted(payment.Id, known);

        var order = new ProviderOrder(payment.Id, payment.Amount, payment.Description, $"{visit.Origin}{ReturnFromProvider.PathOf(payment.Id)}", payment.ExpiresAt)
        {
            CommissionMinor = provider.Capabilities.SplitFee ? await AgreeAsync(payment, stop) : 0,
            Hold = payment.IsHold,
            KeepMethod = payment.KeepsMethod,
        };
        var start = await provider.StartAsync(order, stop);
        await RememberAsync(payment.Id, start, stop);
        return new PaymentStarted(payment.Id, start.PayAt);
    }

    private async Task<long> AgreeAsync(Payment payment, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var commission = await commissions.AgreeAsync(payment.Id, payment.Amount, stop);
        await work.CommitAsync(stop);
        return commission;
    }

    private async Task<Payment> OpenAsync(PaymentWanted wanted, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if ((await work.Model<PaymentsModel>().LockBookingAsync(wanted.BookingId, stop)).Find(one => one.IsWhole) is { } paid)
        {
            await work.RollbackAsync();
            return paid;
        }
        await ReplaceAsync(wanted, stop);
        var now = clock.GetUtcNow();
        await using (var insert = work.Command("""
            insert into payments (id, booking_id, provider, method, amount_minor, currency, state, description, return_path, expires_at, created_at, payer_account_id)
            values ($1, $2, $3, $3, $4, $5, 'open', $6, $7, $8, $9, $10::uuid)
            on conflict (booking_id, coalesce(share_id, booking_id), provider) where state in ('open', 'due_at_club') do nothing
            """, Guid.CreateVersion7(now), wanted.BookingId, wanted.Method, wanted.Amount.AmountMinor, wanted.Amount.Currency,
            wanted.Description, wanted.ReturnPath, wanted.ExpiresAt.ToUniversalTime(), now, visit.Caller.AccountId))
        {
            var isNew = await insert.ExecuteNonQueryAsync(stop) == 1;
            var payment = await work.Model<PaymentsModel>().Payments.AsNoTracking()
                .FirstAsync(one => one.BookingId == wanted.BookingId && one.ShareId == null && one.Provider == wanted.Method && one.State == PaymentState.Open, stop);
            if (isNew)
                foreach (var minutes in ReconcilePayment.AfterMinutes) work.RingAt(now.AddMinutes(minutes), ReconcilePayment.Job, payment.Id.ToString());
            await work.CommitAsync(stop);
            return payment;
        }
    }

    // The price changed since the payer was sent away: the old payment is closed here. Should it be paid all the same, it is settled or given back.
    private async Task ReplaceAsync(PaymentWanted wanted, CancellationToken stop)
    {
        await using var replace = work.Command("""
            update payments set state = 'failed', failure_reason = 'replaced'
            where booking_id = $1 and share_id is null and provider = $2 and state = 'open' and (amount_minor, currency) is distinct from ($3, $4)
            returning id
            """, wanted.BookingId, wanted.Method, wanted.Amount.AmountMinor, wanted.Amount.Currency);
        if (await replace.ExecuteScalarAsync(stop) is Guid replaced) abandonment.Replaced(replaced, wanted.Method);
    }

    private async Task RememberAsync(Guid paymentId, ProviderStart start, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var remember = work.Command("update payments set provider_reference = $2, pay_at = $3 where id = $1", paymentId, start.Reference, start.PayAt);
        await remember.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
