namespace PadelSaaS.Payments.StripeFake;

/// <summary>Money from a balance to the bank account of its owner.</summary>
internal sealed class Payouts(Balances balances)
{
    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/payouts", "amount currency description metadata[*] statement_descriptor method", CreateAsync),
        new("GET", "/v1/payouts", $"{Listing.Keys} status", (books, call, stop) => Listing.ListAsync(books, call, "payout", stop, "status")),
        new("GET", "/v1/payouts/{payout}", "", async (books, call, stop) => StripeAnswer.Of((await FindAsync(books, call, false, stop)).Body)),
        new("POST", "/v1/payouts/{payout}", "metadata metadata[*]", UpdateAsync),
        new("POST", "/v1/payouts/{payout}/cancel", "", CancelAsync),
    ];

    private async Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var amount = call.Said.Amount("amount") ?? throw StripeFailure.Missing("amount");
        var payout = await MakeAsync(books, call.Account, call.Said.Required("currency").ToLowerInvariant(), amount, automatic: false, stop);
        payout.Body["description"] = call.Said.Text("description");
        payout.Body["statement_descriptor"] = call.Said.Text("statement_descriptor");
        call.Said.Merge("metadata", payout.Map("metadata"));
        books.Tell("payout.created", payout);
        return StripeAnswer.Of(payout.Body);
    }

    /// <summary>Pays out all that is available, as Stripe does by itself every day: everything that moved since the last one belongs to it.</summary>
    public async Task<IReadOnlyList<StripeObject>> AutomaticAsync(StripeBooks books, string account, CancellationToken stop)
    {
        var made = new List<StripeObject>();
        foreach (var (currency, available, _) in await balances.OfAsync(books, account, stop))
        {
            if (available <= 0) continue;
            // Before the payout itself is made, or it would be one of its own transactions.
            var moved = (await books.ReadAsync("where kind = 'balance_transaction' and account = $1 and body->>'currency' = $2 and (body->>'available_on')::bigint <= $3 and not hidden ? 'payout' order by serial for update", stop,
                account, currency, books.Now.ToUnixTimeSeconds())).ToList();
            var payout = await MakeAsync(books, account, currency, available, automatic: true, stop);
            foreach (var transaction in moved) transaction.Hidden["payout"] = payout.Id;
            payout.Body["reconciliation_status"] = "completed";
            books.Tell("payout.created", payout);
            made.Add(payout);
        }
        return made;
    }

    /// <summary>The money has arrived.</summary>
    public static void Arrive(StripeBooks books, StripeObject payout)
    {
        if (payout.Status is not ("pending" or "in_transit")) return;
        payout.Body["status"] = "paid";
        books.Tell("payout.paid", payout);
    }

    /// <summary>The bank sends it back.</summary>
    public static void Fail(StripeBooks books, StripeObject payout)
    {
        if (payout.Status is "failed" or "canceled") throw StripeFailure.Invalid($"The payout has the status {payout.Status}.", "payout");
        (payout.Body["status"], payout.Body["failure_code"], payout.Body["failure_message"]) = ("failed", "account_closed", "The bank account has been closed.");
        Return(books, payout, "payout_failure");
        books.Tell("payout.failed", payout);
    }

    private async Task<StripeObject> MakeAsync(StripeBooks books, string account, string currency, long amount, bool automatic, CancellationToken stop)
    {
        // One payout of an account at a time: two may not spend the same balance.
        if (account != StripeCall.Platform)
        {
            var club = await books.FindAsync("account", account, StripeCall.Platform, stop, toChange: true);
            if (!club.Is("payouts_enabled")) throw StripeFailure.Invalid("Payouts are not enabled for this account.", code: "payouts_not_allowed");
        }
        else
        {
            await using var alone = books.Work.Command("select pg_advisory_xact_lock(hashtext('dev-stripe-platform-payout'))");
            await alone.ExecuteNonQueryAsync(stop);
        }
        await balances.RequireAsync(books, account, currency, amount, stop);
        var payout = books.Add("payout", account, null, Shapes.Payout());
        var arrives = books.Now + TimeSpan.FromDays(1);
        (payout.Body["amount"], payout.Body["currency"], payout.Body["automatic"], payout.Body["arrival_date"]) = (amount, currency, automatic, arrives.ToUnixTimeSeconds());
        (payout.Body["destination"], payout.Body["description"]) = ($"ba_{account}", automatic ? "STRIPE PAYOUT" : null);
        var movement = new Movement(books, currency);
        var transaction = movement.Transact(account, "payout", -amount, payout.Id, books.Now);
        if (automatic) transaction.Hidden["payout"] = payout.Id;
        payout.Body["balance_transaction"] = transaction.Id;
        movement.Outside($"bank:{account}", amount);
        books.Work.RingAt(arrives, StripeTime.Job, $"arrive {payout.Id}");
        return payout;
    }

    private static void Return(StripeBooks books, StripeObject payout, string type)
    {
        var movement = new Movement(books, payout.Currency);
        payout.Body["failure_balance_transaction"] = movement.Transact(payout.Account, type, payout.Amount, payout.Id, books.Now).Id;
        movement.Outside($"bank:{payout.Account}", -payout.Amount);
    }

    private static async Task<StripeAnswer> UpdateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var payout = await FindAsync(books, call, true, stop);
        call.Said.Merge("metadata", payout.Map("metadata"));
        return StripeAnswer.Of(payout.Body);
    }

    private static async Task<StripeAnswer> CancelAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var payout = await FindAsync(books, call, true, stop);
        if (payout.Status != "pending") throw StripeFailure.Invalid("Payouts can only be canceled while they are pending.", "payout");
        payout.Body["status"] = "canceled";
        Return(books, payout, "payout_cancel");
        books.Tell("payout.canceled", payout);
        return StripeAnswer.Of(payout.Body);
    }

    private static Task<StripeObject> FindAsync(StripeBooks books, StripeCall call, bool toChange, CancellationToken stop) =>
        books.FindAsync("payout", call.Id, call.Account, stop, "payout", toChange);
}
