using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Keeps what Stripe says about disputes, and posts what they do to the balance: each of Stripe's own movements once, whatever events told of it. Money that
/// is disputed lies aside; if the dispute is lost the player owes it again, and the club decides.
/// </summary>
internal sealed class ReadingDisputes(UnitOfWork work, Books books, StripeServices stripe, TimeProvider clock)
{
    /// <returns>False when it is about no payment of this club.</returns>
    public async Task<bool> ReadAsync(string id, RequestOptions request, CancellationToken stop)
    {
        var seen = await stripe.Disputes.GetAsync(id, request, stop);
        var intent = Expanded.IdOf(seen.PaymentIntent);
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        if (await model.Payments.FirstOrDefaultAsync(one => one.Provider == StripeProvider.ProviderName && one.ProviderReference == intent, stop) is not { } payment)
        {
            await work.RollbackAsync();
            return false;
        }
        await model.LockSameAsync(payment, stop);
        var (row, now) = (await model.Disputes.FirstOrDefaultAsync(one => one.Id == id, stop), clock.GetUtcNow());
        if (row is null) model.Disputes.Add(row = new Dispute { Id = id, CreatedAt = DateTimeOffset.FromUnixTimeSeconds(seen.Created) });
        (row.PaymentId, row.AmountMinor, row.Currency, row.Reason, row.UpdatedAt) = (payment.Id, seen.Amount, seen.Currency.ToUpperInvariant(), seen.Reason, now);
        // What was decided stays decided, also when an older answer is noted later.
        if (row.State is not ("won" or "lost" or "warning_closed")) row.State = seen.Status;
        (row.EvidenceDueAt, row.HasEvidence) = (seen.EvidenceDetails?.DueBy is { } due ? DateTimeOffset.FromUnixTimeSeconds(due) : null, seen.EvidenceDetails?.HasEvidence ?? false);
        await PostAsync(seen, row, payment, stop);
        await work.CommitAsync(stop);
        return true;
    }

    private async Task PostAsync(StripeDispute seen, Dispute row, Payment payment, CancellationToken stop)
    {
        var aside = 0L;
        foreach (var movement in seen.BalanceTransactions ?? [])
        {
            // Another currency than the payment's is the balance's; it cannot be weighed against what was booked.
            if (!string.Equals(movement.Currency, payment.Currency, StringComparison.OrdinalIgnoreCase)) continue;
            aside -= movement.Amount;
            await books.PostAsync(Of(payment, seen.Id, $"dispute {seen.Id} {movement.Id}",
                (Account.AtProvider(payment.Provider), movement.Amount - movement.Fee), (Account.ProviderFee, movement.Fee), (Account.Disputed, -movement.Amount)), stop);
        }
        if (row.State == "lost" && aside > 0)
            await books.PostAsync(Of(payment, seen.Id, $"dispute {seen.Id} lost", (Account.Receivable, aside), (Account.Disputed, -aside)), stop);
    }

    private static Entry Of(Payment payment, string dispute, string key, params (string Account, long Minor)[] lines) =>
        new(key, "dispute", [.. lines.Select(line => new Line(line.Account, new Money(line.Minor, payment.Currency)))])
        {
            BookingId = payment.BookingId,
            PaymentId = payment.Id,
            Provider = payment.Provider,
            ProviderReference = dispute,
        };
}
