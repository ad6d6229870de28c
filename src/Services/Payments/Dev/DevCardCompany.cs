using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A payment in the books of the development card company.</summary>
/// <param name="Outcome">What the payer chose, <c>succeeded</c> or <c>declined</c>; it becomes true at <paramref name="AnswersAt"/>.</param>
internal sealed record DevCardPayment(
    string Reference, Guid OrderId, Money Amount, string Description, string ReturnUrl, DateTimeOffset? ExpiresAt, string? Outcome, DateTimeOffset? AnswersAt,
    long RefundedMinor)
{
    public ProviderState StateAt(DateTimeOffset now) =>
        Outcome is null || AnswersAt > now ? ProviderState.Open : Outcome == "succeeded" ? ProviderState.Succeeded : ProviderState.Declined;
}

/// <summary>
/// A stand-in for a card company. It keeps its own books, in transactions of its own: as with a real one, what it did stays done when
/// our side fails right after.
/// </summary>
internal sealed class DevCardCompany(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Opens a payment. The same order gives the same payment.</summary>
    public Task<string> OpenAsync(Guid tenant, ProviderOrder order, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        // The reference can be read in an address bar; it must not tell how many payments there are.
        var reference = $"card_{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12))}";
        await using var open = books.Command("""
            insert into dev_card_payments (reference, tenant_id, order_id, amount_minor, currency, description, return_url, expires_at, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (order_id) do update set return_url = excluded.return_url, expires_at = excluded.expires_at returning reference
            """, reference, tenant, order.PaymentId, order.Amount.AmountMinor, order.Amount.Currency, order.Description, order.ReturnUrl, order.ExpiresAt, clock.GetUtcNow());
        return (string)(await open.ExecuteScalarAsync(stop))!;
    }, stop);

    /// <summary>The payment, if it is one of this merchant's.</summary>
    public Task<DevCardPayment?> FindAsync(Guid tenant, string reference, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var find = books.Command("""
            select reference, order_id, amount_minor, currency, description, return_url, expires_at, outcome, answers_at,
                   (select coalesce(sum(r.amount_minor), 0)::bigint from dev_card_refunds r where r.reference = p.reference)
            from dev_card_payments p where tenant_id = $1 and reference = $2
            """, tenant, reference);
        await using var reader = await find.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Read(reader) : null;
    }, stop);

    /// <summary>The payer decides, once.</summary>
    /// <returns>False when a decision was taken before.</returns>
    public Task<bool> ChooseAsync(Guid tenant, string reference, string outcome, DateTimeOffset answersAt, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var choose = books.Command(
            "update dev_card_payments set outcome = $3, chosen_at = $4, answers_at = $5 where tenant_id = $1 and reference = $2 and outcome is null",
            tenant, reference, outcome, clock.GetUtcNow(), answersAt);
        return await choose.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>Sends money back, never more than was paid; the same key sends it once.</summary>
    public Task<bool> RefundAsync(Guid tenant, string reference, Money amount, Guid key, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var refund = books.Command("""
            with payment as (select * from dev_card_payments where tenant_id = $1 and reference = $2 and currency = $4 and outcome = 'succeeded' for update)
            insert into dev_card_refunds (idempotency_key, reference, amount_minor, created_at)
            select $5, p.reference, $3, $6 from payment p
            where p.amount_minor >= $3 + (select coalesce(sum(r.amount_minor), 0) from dev_card_refunds r where r.reference = p.reference and r.idempotency_key <> $5)
            on conflict (idempotency_key) do update set idempotency_key = excluded.idempotency_key
            """, tenant, reference, amount.AmountMinor, amount.Currency, key, clock.GetUtcNow());
        return await refund.ExecuteNonQueryAsync(stop) == 1;
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

    private static DevCardPayment Read(DbDataReader reader) => new(
        reader.GetString(0), reader.GetGuid(1), new Money(reader.GetInt64(2), reader.GetString(3)), reader.GetString(4), reader.GetString(5),
        Instant(reader, 6), reader.IsDBNull(7) ? null : reader.GetString(7), Instant(reader, 8), reader.GetInt64(9));

    private static DateTimeOffset? Instant(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
