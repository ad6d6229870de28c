using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What the platform keeps of the club's payments, by the terms of today (UTC). All within an open unit of work.</summary>
internal sealed class Commissions(UnitOfWork work, TimeProvider clock)
{
    /// <summary>The commission of an amount in its minor units.</summary>
    public async Task<long> OfAsync(Money gross, CancellationToken stop) => (await TermsAsync(gross.Currency, stop)).Of(gross.AmountMinor);

    /// <summary>The club's terms in a currency.</summary>
    public async Task<CommissionTerms> TermsAsync(string currency, CancellationToken stop)
    {
        await using var read = work.Command("select basis_points, fixed_minor, min_minor, max_minor from platform.my_commission_terms($1, $2)", currency, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        await using var reader = await read.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new CommissionTerms(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), await reader.IsDBNullAsync(3, stop) ? null : reader.GetInt64(3))
            : CommissionTerms.None;
    }

    /// <summary>
    /// What a provider that splits is told to set aside of a payment. Kept with the payment before it is told, so that asking again says the same.
    /// </summary>
    public async Task<long> AgreeAsync(Guid paymentId, Money amount, CancellationToken stop)
    {
        var wanted = await OfAsync(amount, stop);
        await using var keep = work.Command("update payments set commission_minor = coalesce(commission_minor, $2) where id = $1 returning commission_minor", paymentId, wanted);
        return (long)(await keep.ExecuteScalarAsync(stop) ?? 0L);
    }
}
