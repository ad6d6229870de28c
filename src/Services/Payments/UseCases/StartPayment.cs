using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Somebody wants to pay for a booking online. Our row is committed first and carries the key of the call: whatever happens in between,
/// asking again finds the row and the provider finds the key, so there is one payment.
/// </summary>
internal sealed class StartPayment(UnitOfWork work, Commissions commissions, Abandonment abandonment, CreditParts parts, Visit visit, TimeProvider clock)
{
    private const int MostAttempts = 3;

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
            PayerAccountId = payment.PayerAccountId ?? visit.Caller.AccountId,
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
        for (var attempt = 1; ; attempt++)
        {
            await work.BeginAsync(stop);
            if (await OpenOnceAsync(wanted, stop) is { } payment)
            {
                await work.CommitAsync(stop);
                return payment;
            }
            // The credit was spent on something else between looking and taking.
            await work.RollbackAsync();
            if (attempt == MostAttempts) wanted = wanted with { CreditFirst = false };
        }
    }

    private async Task<Payment?> OpenOnceAsync(PaymentWanted wanted, CancellationToken stop)
    {
        if (wanted.CreditFirst)
            await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"wallet {wanted.BookingId}")) await alone.ExecuteNonQueryAsync(stop);
        var (model, now) = (work.Model<PaymentsModel>(), clock.GetUtcNow());
        var ours = await model.LockBookingAsync(wanted.BookingId, stop);
        if (ours.Find(one => one.IsWhole) is { } paid) return paid;
        if (ours.Find(one => IsSame(one, wanted, ours)) is { } same) return same;

        // The price changed since the payer was sent away, or credit is asked for, or not any more: the old payment is closed here. Should it be paid all the same, it is settled or given back.
        await parts.ReleaseAsync(ours, stop);
        abandonment.Replace(ours.Where(one => one.ShareId is null && one.State == PaymentState.Open && (one.Provider == wanted.Method || ours.Exists(part => part.PartOf == one.Id))));
        await model.SaveChangesAsync(stop);

        var credit = wanted.CreditFirst && visit.Caller.AccountId is { } holder ? await parts.PartAsync(holder, wanted, stop) : 0;
        // All of it is there by now: paid by the wallet, it is asked for as such.
        if (credit >= wanted.Amount.AmountMinor) credit = 0;
        var id = Guid.CreateVersion7(now);
        await using (var insert = work.Command("""
            insert into payments (id, booking_id, provider, method, amount_minor, currency, state, description, return_path, expires_at, created_at, payer_account_id)
            values ($1, $2, $3, $3, $4, $5, 'open', $6, $7, $8, $9, $10::uuid)
            on conflict (booking_id, coalesce(share_id, booking_id), provider) where state in ('open', 'due_at_club') do nothing
            """, id, wanted.BookingId, wanted.Method, wanted.Amount.AmountMinor - credit, wanted.Amount.Currency,
            wanted.Description, wanted.ReturnPath, wanted.ExpiresAt.ToUniversalTime(), now, visit.Caller.AccountId))
        {
            if (await insert.ExecuteNonQueryAsync(stop) == 1)
            {
                foreach (var minutes in ReconcilePayment.AfterMinutes) work.RingAt(now.AddMinutes(minutes), ReconcilePayment.Job, $"{id}");
                if (credit > 0 && !await parts.SetAsideAsync(visit.Caller.AccountId!.Value, id, wanted.Amount with { AmountMinor = credit }, wanted, stop)) return null;
            }
        }
        return await model.Payments.AsNoTracking().FirstAsync(one => one.BookingId == wanted.BookingId && one.ShareId == null && one.Provider == wanted.Method && one.State == PaymentState.Open, stop);
    }

    // Asked for again as it was: with its part, if it has one, it is the price.
    private static bool IsSame(Payment one, PaymentWanted wanted, List<Payment> ours)
    {
        if (one is not { ShareId: null, State: PaymentState.Open } || one.Provider != wanted.Method || one.Currency != wanted.Amount.Currency) return false;
        var part = ours.Find(other => other.PartOf == one.Id && other.State == PaymentState.Held);
        return part is not null == wanted.CreditFirst && one.AmountMinor + (part?.AmountMinor ?? 0) == wanted.Amount.AmountMinor;
    }

    private async Task RememberAsync(Guid paymentId, ProviderStart start, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var remember = work.Command("update payments set provider_reference = $2, pay_at = $3 where id = $1", paymentId, start.Reference, start.PayAt);
        await remember.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
