using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>
/// What was sent to JazzCash to be refunded. It takes no key that makes repeating harmless, so every refund is noted before it is sent and is sent once:
/// one whose answer never came is not sent again.
/// </summary>
internal sealed class JazzCashRefunds(UnitOfWork work, TimeProvider clock)
{
    public const string Refunded = "refunded";
    public const string Refused = "refused";

    /// <summary>Notes it, before it is sent.</summary>
    /// <returns>Whether it is new; otherwise how it went the first time, <see langword="null"/> while nobody knows.</returns>
    public async Task<(bool IsNew, string? Outcome)> BeginAsync(Guid refundId, string reference, long amountMinor, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var insert = work.Command(
            "insert into jazzcash_refunds (refund_id, reference, amount_minor, sent_at) values ($1, $2, $3, $4) on conflict do nothing", refundId, reference, amountMinor, clock.GetUtcNow());
        var isNew = await insert.ExecuteNonQueryAsync(stop) == 1;
        await using var read = work.Command("select outcome from jazzcash_refunds where refund_id = $1", refundId);
        var outcome = await read.ExecuteScalarAsync(stop) as string;
        await work.CommitAsync(stop);
        return (isNew, outcome);
    }

    /// <summary>Notes how it went.</summary>
    public async Task EndAsync(Guid refundId, string outcome, string? code, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var update = work.Command("update jazzcash_refunds set outcome = $2, response_code = $3 where refund_id = $1", refundId, outcome, code);
        await update.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }

    /// <summary>By what a payment was paid, as its payer's return told.</summary>
    public async Task<string?> PaidByAsync(string reference, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var read = work.Command("select txn_type from jazzcash_returns where reference = $1", reference);
        var type = await read.ExecuteScalarAsync(stop) as string;
        await work.RollbackAsync();
        return type;
    }

    /// <summary>Notes what a payer's return said, once its hash was good.</summary>
    public async Task NoteReturnAsync(string reference, string? txnType, string? code, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var insert = work.Command("""
            insert into jazzcash_returns (reference, txn_type, response_code, received_at) values ($1, $2, $3, $4)
            on conflict (reference) do update set txn_type = coalesce(excluded.txn_type, jazzcash_returns.txn_type), response_code = excluded.response_code, received_at = excluded.received_at
            """, reference, txnType, code, clock.GetUtcNow());
        await insert.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
