using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// A stand-in for a card company. It keeps its own books, in transactions of its own: as with a real one, what it did stays done when
/// our side fails right after.
/// </summary>
internal sealed class DevCardCompany(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How long a bank lets money be held.</summary>
    public static readonly TimeSpan HoldLasts = TimeSpan.FromDays(7);

    /// <summary>Opens a payment. The same order gives the same payment.</summary>
    public Task<string> OpenAsync(Guid tenant, ProviderOrder order, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        var reference = NewReference();
        await using var open = books.Command("""
            insert into dev_card_payments (reference, tenant_id, order_id, amount_minor, currency, description, return_url, expires_at, created_at, hold, keep_method)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (order_id) do update set return_url = excluded.return_url, expires_at = excluded.expires_at returning reference
            """, reference, tenant, order.PaymentId, order.Amount.AmountMinor, order.Amount.Currency, order.Description, order.ReturnUrl, order.ExpiresAt, clock.GetUtcNow(), order.Hold, order.KeepMethod);
        return (string)(await open.ExecuteScalarAsync(stop))!;
    }, stop);

    /// <summary>The payment, if it is one of this merchant's.</summary>
    public Task<DevCardPayment?> FindAsync(Guid tenant, string reference, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var find = books.Command("""
            select reference, order_id, amount_minor, currency, description, return_url, expires_at, outcome, answers_at,
                   (select coalesce(sum(r.amount_minor), 0)::bigint from dev_card_refunds r where r.reference = p.reference),
                   hold, held_until, taken_minor, released_at, keep_method, method, asked_bank_at
            from dev_card_payments p where tenant_id = $1 and reference = $2
            """, tenant, reference);
        await using var reader = await find.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Read(reader) : null;
    }, stop);

    /// <summary>The payer decides, once.</summary>
    /// <returns>False when a decision was taken before.</returns>
    public Task<bool> ChooseAsync(Guid tenant, string reference, CardOutcome outcome, DateTimeOffset answersAt, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var choose = books.Command("""
            update dev_card_payments set outcome = $3, chosen_at = $4, answers_at = $5, is_weak = $6, held_until = case when hold and $3 = 'succeeded' then $7::timestamptz end,
              method = case when keep_method and $3 = 'succeeded' then 'method_' || reference end
            where tenant_id = $1 and reference = $2 and outcome is null
            """, tenant, reference, outcome.Result, clock.GetUtcNow(), answersAt, outcome.Weak, answersAt + HoldLasts);
        return await choose.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>The payer is sent to the bank to confirm.</summary>
    public Task<bool> AskBankAsync(Guid tenant, string reference, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var ask = books.Command("update dev_card_payments set asked_bank_at = coalesce(asked_bank_at, $3) where tenant_id = $1 and reference = $2 and outcome is null", tenant, reference, clock.GetUtcNow());
        return await ask.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>Takes what is held, or a part; the rest is let go. Once: later the payment says what was taken. A weak card is refused, and its hold is gone.</summary>
    public Task<bool> TakeAsync(Guid tenant, string reference, Money amount, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var take = books.Command("""
            update dev_card_payments set taken_minor = case when not is_weak then $3::bigint end, released_at = case when is_weak then $5::timestamptz end
            where tenant_id = $1 and reference = $2 and currency = $4 and hold and outcome = 'succeeded' and answers_at <= $5 and held_until > $5
              and taken_minor is null and released_at is null and amount_minor >= $3
            """, tenant, reference, amount.AmountMinor, amount.Currency, clock.GetUtcNow());
        return await take.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>Lets go of what is held. Of what was taken nothing is let go.</summary>
    public Task<bool> LetGoAsync(Guid tenant, string reference, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var release = books.Command("update dev_card_payments set released_at = $3 where tenant_id = $1 and reference = $2 and hold and taken_minor is null and released_at is null", tenant, reference, clock.GetUtcNow());
        return await release.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>Charges a kept card, the payer not being there. The same order charges once.</summary>
    public Task<string> ChargeKeptAsync(Guid tenant, SavedMethodOrder order, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var charge = books.Command("""
            insert into dev_card_payments (reference, tenant_id, order_id, amount_minor, currency, description, return_url, created_at, chosen_at, answers_at, outcome, charged_method)
            select $1, $2, $3, $4, $5, $6, '', $7, $7, $7, case when kept.is_weak or kept.method is null then 'declined' else 'succeeded' end, $8
            from (select 1) as one left join dev_card_payments kept on kept.method = $8 and kept.tenant_id = $2
            on conflict (order_id) do update set order_id = excluded.order_id returning reference
            """, NewReference(), tenant, order.PaymentId, order.Amount.AmountMinor, order.Amount.Currency, order.Description, clock.GetUtcNow(), order.SavedMethod);
        return (string)(await charge.ExecuteScalarAsync(stop))!;
    }, stop);

    /// <summary>Sends money back, never more than was paid; the same key sends it once.</summary>
    public Task<bool> RefundAsync(Guid tenant, string reference, Money amount, Guid key, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var refund = books.Command("""
            with payment as (select * from dev_card_payments where tenant_id = $1 and reference = $2 and currency = $4 and outcome = 'succeeded' and (taken_minor is not null or not hold) for update)
            insert into dev_card_refunds (idempotency_key, reference, amount_minor, created_at)
            select $5, p.reference, $3, $6 from payment p
            where coalesce(p.taken_minor, p.amount_minor) >= $3 + (select coalesce(sum(r.amount_minor), 0) from dev_card_refunds r where r.reference = p.reference and r.idempotency_key <> $5)
            on conflict (idempotency_key) do update set idempotency_key = excluded.idempotency_key
            """, tenant, reference, amount.AmountMinor, amount.Currency, key, clock.GetUtcNow());
        return await refund.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>What it took and sent back for a merchant, oldest first. Its fees are none.</summary>
    public Task<StatementPage> ListAsync(Guid tenant, DateTimeOffset from, DateTimeOffset until, string? after, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        const int PageSize = 100;
        await using var read = books.Command("""
            select * from (
              select reference as id, 'payment' as kind, reference, coalesce(taken_minor, amount_minor) as amount, currency, answers_at as at, order_id, null::uuid as refund
              from dev_card_payments where tenant_id = $1 and outcome = 'succeeded' and (taken_minor is not null or not hold)
              union all
              select 'refund_' || replace(r.idempotency_key::text, '-', ''), 'refund', r.reference, -r.amount_minor, p.currency, r.created_at, p.order_id, r.idempotency_key
              from dev_card_refunds r join dev_card_payments p using (reference) where p.tenant_id = $1) moved
            where at >= $2 and at < $3 and ($4::text is null or id > $4) order by id limit $5
            """, tenant, from, until, after, PageSize + 1);
        var moved = new List<ProviderMovement>();
        await using var row = await read.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
            moved.Add(new ProviderMovement(row.GetString(0), row.GetString(1), row.GetString(2), new Money(row.GetInt64(3), row.GetString(4)), 0, 0, row.GetFieldValue<DateTimeOffset>(5))
            {
                PaymentId = row.GetGuid(6),
                RefundId = row.IsDBNull(7) ? null : row.GetGuid(7),
                RefundReference = row.IsDBNull(7) ? null : row.GetString(0),
            });
        return new StatementPage([.. moved.Take(PageSize)], moved.Count > PageSize ? moved[PageSize - 1].Id : null);
    }, stop);

    private async Task<T> InOwnBooksAsync<T>(Func<UnitOfWork, Task<T>> act, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var books = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await books.BeginPlatformAsync(stop);
        var answer = await act(books);
        await books.CommitAsync(stop);
        return answer;
    }

    // The reference can be read in an address bar; it must not tell how many payments there are.
    private static string NewReference() => $"card_{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12))}";

    private static DevCardPayment Read(DbDataReader reader) => new(
        reader.GetString(0), reader.GetGuid(1), new Money(reader.GetInt64(2), reader.GetString(3)), reader.GetString(4), reader.GetString(5),
        Instant(reader, 6), reader.IsDBNull(7) ? null : reader.GetString(7), Instant(reader, 8), reader.GetInt64(9))
    {
        IsHold = reader.GetBoolean(10),
        HeldUntil = Instant(reader, 11),
        TakenMinor = reader.IsDBNull(12) ? null : reader.GetInt64(12),
        ReleasedAt = Instant(reader, 13),
        KeepsMethod = reader.GetBoolean(14),
        Method = reader.IsDBNull(15) ? null : reader.GetString(15),
        AskedBankAt = Instant(reader, 16),
    };

    private static DateTimeOffset? Instant(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
