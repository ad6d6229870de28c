using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>What is in an account: the sum of its lines, part of which cannot be paid out yet.</summary>
internal sealed class Balances
{
    public IEnumerable<StripeOperation> Operations =>
    [
        new("GET", "/v1/balance", "", async (books, call, stop) => StripeAnswer.Of(await TellAsync(books, call.Account, stop))),
        new("GET", "/v1/balance_transactions", $"{Listing.Keys} currency payout source type", ListAsync),
        new("GET", "/v1/balance_transactions/{id}", "", async (books, call, stop) => StripeAnswer.Of(Shown(await books.FindAsync("balance_transaction", call.Id, call.Account, stop), books.Now))),
    ];

    /// <summary>What is there now, and what will be.</summary>
    public async Task<IReadOnlyList<(string Currency, long Available, long Pending)>> OfAsync(StripeBooks books, string account, CancellationToken stop)
    {
        var sums = new List<(string, long, long)>();
        await using var read = books.Work.Command("""
            select currency, coalesce(sum(amount_minor) filter (where available_on <= $2), 0)::bigint, coalesce(sum(amount_minor) filter (where available_on > $2), 0)::bigint
            from dev_stripe_entries where pot = $1 group by currency order by currency
            """, account, books.Now);
        await using var reader = await read.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) sums.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        return sums;
    }

    /// <summary>Refuses when less is there.</summary>
    public async Task RequireAsync(StripeBooks books, string account, string currency, long amount, CancellationToken stop, bool withPending = false)
    {
        var (_, available, pending) = (await OfAsync(books, account, stop)).FirstOrDefault(sum => sum.Currency == currency);
        if (available + (withPending ? pending : 0) < amount)
            throw StripeFailure.State("balance_insufficient", "You have insufficient available funds in your Stripe account.");
    }

    private async Task<JsonObject> TellAsync(StripeBooks books, string account, CancellationToken stop)
    {
        var sums = await OfAsync(books, account, stop);
        return new JsonObject { ["object"] = "balance", ["available"] = Sums(sum => sum.Available), ["livemode"] = false, ["pending"] = Sums(sum => sum.Pending) };

        JsonArray Sums(Func<(string Currency, long Available, long Pending), long> amount) =>
            [.. sums.Select(sum => new JsonObject { ["amount"] = amount(sum), ["currency"] = sum.Currency, ["source_types"] = new JsonObject { ["card"] = amount(sum) } })];
    }

    private static async Task<StripeAnswer> ListAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var answer = await Listing.ListAsync(books, call, "balance_transaction", stop, "currency", "source", "type", "payout:hidden");
        foreach (var one in answer.Body["data"]!.AsArray()) Show(one!.AsObject(), books.Now);
        return answer;
    }

    private static JsonObject Shown(StripeObject transaction, DateTimeOffset now)
    {
        var shown = transaction.Body.DeepClone().AsObject();
        Show(shown, now);
        return shown;
    }

    // Money becomes available by itself: what was written down when it moved may be old.
    internal static void Show(JsonObject transaction, DateTimeOffset now) => transaction["status"] = (long)transaction["available_on"]! <= now.ToUnixTimeSeconds() ? "available" : "pending";
}
