using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>A fee taken out of a transaction.</summary>
/// <param name="Type"><c>stripe_fee</c> or <c>application_fee</c>.</param>
internal sealed record StripeFee(string Type, long Amount, string Description);

/// <summary>
/// One movement of money: lines of balance transactions of accounts, and what the outside gains or loses. The books refuse it unless it sums to zero.
/// </summary>
internal sealed class Movement(StripeBooks books, string currency)
{
    /// <summary>Everybody's cards, and the bank accounts that payouts go to.</summary>
    public const string World = "world";

    /// <summary>What Stripe keeps.</summary>
    public const string Stripe = "stripe";

    private readonly Guid id = Guid.CreateVersion7(books.Now);

    /// <summary>A balance transaction of an account, and its line.</summary>
    /// <param name="amount">Gross; what reaches the balance is less by the fees.</param>
    public StripeObject Transact(string account, string type, long amount, string source, DateTimeOffset availableOn, IReadOnlyList<StripeFee>? fees = null, string? category = null, string? description = null)
    {
        fees ??= [];
        var fee = fees.Sum(one => one.Amount);
        var transaction = books.Add("balance_transaction", account, source, new JsonObject
        {
            ["amount"] = amount,
            ["available_on"] = availableOn.ToUnixTimeSeconds(),
            ["balance_type"] = "payments",
            ["currency"] = currency,
            ["description"] = description,
            ["exchange_rate"] = null,
            ["fee"] = fee,
            ["fee_details"] = new JsonArray([.. fees.Select(one => new JsonObject { ["amount"] = one.Amount, ["application"] = one.Type == "application_fee" ? StripeAccounts.Application : null, ["currency"] = currency, ["description"] = one.Description, ["type"] = one.Type })]),
            ["net"] = amount - fee,
            ["reporting_category"] = category ?? type,
            ["source"] = source,
            ["status"] = availableOn <= books.Now ? "available" : "pending",
            ["type"] = type,
        });
        books.Enter(new StripeEntry(id, account, currency, amount - fee, transaction.Id, availableOn));
        return transaction;
    }

    /// <summary>The other side.</summary>
    public void Outside(string pot, long amount)
    {
        if (amount != 0) books.Enter(new StripeEntry(id, pot, currency, amount, null, books.Now));
    }
}
