using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Dev.Wallets;

/// <summary>A payment in the books of a company that stands in.</summary>
/// <param name="Outcome">What the payer chose, <c>paid</c> or <c>declined</c>; it becomes true at <paramref name="AnswersAt"/>.</param>
internal sealed record DevWalletPayment(
    string Merchant, string Reference, long AmountMinor, string Kind, string ReturnUrl, string? Token, string? Outcome, DateTimeOffset? AnswersAt, long RefundedMinor)
{
    /// <summary>What is true now.</summary>
    public string? OutcomeAt(DateTimeOffset now) => AnswersAt <= now ? Outcome : null;
}

/// <summary>
/// The books of the companies that stand in for JazzCash and EasyPaisa. They are written in transactions of their own: what a company did stays done
/// when our side fails right after.
/// </summary>
internal sealed class DevWalletBooks(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Opens a payment; the same reference is opened once.</summary>
    public Task OpenAsync(string company, DevWalletPayment payment, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var open = books.Command("""
            insert into dev_wallet_payments (company, merchant, reference, amount_minor, kind, return_url, token, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """, company, payment.Merchant, payment.Reference, payment.AmountMinor, payment.Kind, payment.ReturnUrl, payment.Token, clock.GetUtcNow());
        return await open.ExecuteNonQueryAsync(stop);
    }, stop);

    /// <summary>A payment by its reference.</summary>
    public Task<DevWalletPayment?> FindAsync(string company, string merchant, string reference, CancellationToken stop) => FindAsync(company, "merchant = $2 and reference = $3", merchant, reference, stop);

    /// <summary>A payment by what only its payer's browser has.</summary>
    public Task<DevWalletPayment?> FindByTokenAsync(string company, string token, CancellationToken stop) => FindAsync(company, "token = $2 and $3 = ''", token, "", stop);

    /// <summary>The payer decides, once.</summary>
    public Task<bool> ChooseAsync(string company, DevWalletPayment payment, string outcome, TimeSpan after, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var choose = books.Command(
            "update dev_wallet_payments set outcome = $4, answers_at = $5 where company = $1 and merchant = $2 and reference = $3 and outcome is null",
            company, payment.Merchant, payment.Reference, outcome, clock.GetUtcNow() + after);
        return await choose.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>Sends money back, never more than was paid. It knows no key: twice is twice.</summary>
    public Task<bool> RefundAsync(string company, string merchant, string reference, long amountMinor, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var refund = books.Command("""
            update dev_wallet_payments set refunded_minor = refunded_minor + $4
            where company = $1 and merchant = $2 and reference = $3 and outcome = 'paid' and answers_at <= $5 and refunded_minor + $4 <= amount_minor and $4 > 0
            """, company, merchant, reference, amountMinor, clock.GetUtcNow());
        return await refund.ExecuteNonQueryAsync(stop) == 1;
    }, stop);

    /// <summary>Says what goes wrong with the next calls.</summary>
    public Task SetFaultAsync(string company, string operation, string fault, int times, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var set = books.Command("""
            insert into dev_wallet_faults (company, operation, fault, times) values ($1, $2, $3, $4)
            on conflict (company, operation) do update set fault = excluded.fault, times = excluded.times
            """, company, operation, fault, times);
        return await set.ExecuteNonQueryAsync(stop);
    }, stop);

    /// <summary>What goes wrong with this call; it counts as done.</summary>
    public Task<string?> TakeFaultAsync(string company, string operation, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var take = books.Command("update dev_wallet_faults set times = times - 1 where company = $1 and operation = $2 and times > 0 returning fault", company, operation);
        return await take.ExecuteScalarAsync(stop) as string;
    }, stop);

    private Task<DevWalletPayment?> FindAsync(string company, string where, string first, string second, CancellationToken stop) => InOwnBooksAsync(async books =>
    {
        await using var find = books.Command($"select merchant, reference, amount_minor, kind, return_url, token, outcome, answers_at, refunded_minor from dev_wallet_payments where company = $1 and {where}", company, first, second);
        await using var reader = await find.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Read(reader) : null;
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

    private static DevWalletPayment Read(DbDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5),
        reader.IsDBNull(6) ? null : reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7), reader.GetInt64(8));
}
