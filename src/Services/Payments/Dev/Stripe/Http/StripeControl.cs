using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>What happens in the world outside and no merchant can call: banks, payers and Stripe's own people. Under <c>/dev/stripe/control</c>.</summary>
internal sealed class StripeControl(Disputes disputes, Payouts payouts, Refunds refunds)
{
    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/control/disputes", "charge reason", async (books, call, stop) => StripeAnswer.Of(disputes.Open(books, await books.FindAsync("charge", call.Said.Required("charge"), call.Account, stop, "charge", toChange: true), call.Said.Text("reason") ?? "fraudulent").Body)),
        new("POST", "/control/disputes/{dispute}/close", "won", async (books, call, stop) => StripeAnswer.Of(disputes.Close(books, await books.FindAsync("dispute", call.Id, call.Account, stop, "dispute", toChange: true), call.Said.Flag("won") ?? false).Body)),
        new("POST", "/control/payouts", "", async (books, call, stop) => StripeAnswer.Of(Shapes.List(call.Path, (await payouts.AutomaticAsync(books, call.Account, stop)).Select(one => one.Body)))),
        new("POST", "/control/payouts/{payout}/arrive", "", async (books, call, stop) => Payout(books, await books.FindAsync("payout", call.Id, call.Account, stop, "payout", toChange: true), Payouts.Arrive)),
        new("POST", "/control/payouts/{payout}/fail", "", async (books, call, stop) => Payout(books, await books.FindAsync("payout", call.Id, call.Account, stop, "payout", toChange: true), Payouts.Fail)),
        new("POST", "/control/refunds/{refund}/settle", "", async (books, call, stop) =>
        {
            var refund = await books.FindAsync("refund", call.Id, call.Account, stop, "refund", toChange: true);
            Refunds.Settle(books, refund);
            return StripeAnswer.Of(refund.Body);
        }),
        new("POST", "/control/refunds/{refund}/fail", "", async (books, call, stop) =>
        {
            var refund = await books.FindAsync("refund", call.Id, call.Account, stop, "refund", toChange: true);
            await refunds.FailAsync(books, refund, "failed", stop);
            return StripeAnswer.Of(refund.Body);
        }),
        new("POST", "/control/accounts/{account}/complete", "", async (books, call, stop) =>
        {
            var account = await StripeAccounts.FindAsync(books, call.Id, stop, toChange: true);
            StripeAccounts.Complete(books, account);
            return StripeAnswer.Of(account.Body);
        }),
        new("POST", "/control/accounts/{account}/stop", "reason", async (books, call, stop) =>
        {
            var account = await StripeAccounts.FindAsync(books, call.Id, stop, toChange: true);
            account.Hidden["stopped"] = call.Said.Text("reason") ?? "requirements.past_due";
            StripeAccounts.Ask(account);
            StripeAccounts.TellUpdated(books, account);
            return StripeAnswer.Of(account.Body);
        }),
        new("POST", "/control/events/{event}/resend", "", ResendAsync),
        new("GET", "/control/books", "", CheckAsync),
    ];

    private static StripeAnswer Payout(StripeBooks books, StripeObject payout, Action<StripeBooks, StripeObject> happens)
    {
        happens(books, payout);
        return StripeAnswer.Of(payout.Body);
    }

    private static async Task<StripeAnswer> ResendAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var told = await books.FindAsync("event", call.Id, call.Account, stop, "event");
        await using var again = books.Work.Command("""
            insert into dev_stripe_deliveries (event, endpoint, copy) select event, endpoint, max(copy) + 1 from dev_stripe_deliveries where event = $1 group by event, endpoint returning endpoint, copy
            """, told.Id);
        await using var reader = await again.ExecuteReaderAsync(stop);
        var sent = new JsonArray();
        while (await reader.ReadAsync(stop))
        {
            books.Work.RingAt(books.Now, SendStripeEvent.Job, $"{told.Id} {reader.GetString(0)} {reader.GetInt32(1)}");
            sent.Add(reader.GetString(0));
        }
        return StripeAnswer.Of(sent);
    }

    // What must always hold of the books; anything listed as wrong is.
    private static async Task<StripeAnswer> CheckAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var (pots, wrong) = (new JsonArray(), new JsonArray());
        await using (var read = books.Work.Command("select pot, currency, sum(amount_minor)::bigint from dev_stripe_entries group by pot, currency order by pot, currency"))
        await using (var reader = await read.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) pots.Add(new JsonObject { ["pot"] = reader.GetString(0), ["currency"] = reader.GetString(1), ["amount"] = reader.GetInt64(2) });
        await using (var check = books.Work.Command("""
            select 'movement ' || movement || ' is off by ' || sum(amount_minor) from dev_stripe_entries group by movement, currency having sum(amount_minor) <> 0
            union all select 'all pots of ' || currency || ' are off by ' || sum(amount_minor) from dev_stripe_entries group by currency having sum(amount_minor) <> 0
            union all select 'transaction ' || o.id || ' says ' || (o.body->>'net') || ', its line says ' || coalesce(e.amount_minor::text, 'nothing')
              from dev_stripe_objects o left join dev_stripe_entries e on e.transaction = o.id and e.pot = o.account
              where o.kind = 'balance_transaction' and (o.body->>'net')::bigint is distinct from e.amount_minor
            union all select 'charge ' || id || ' gave back more than it took' from dev_stripe_objects where kind = 'charge' and (body->>'captured')::bool and (body->>'amount_refunded')::bigint > (body->>'amount_captured')::bigint
            union all select 'charge ' || c.id || ' says ' || (c.body->>'amount_refunded') || ' went back, its refunds say ' || r.given from dev_stripe_objects c
              cross join lateral (select coalesce(sum((x.body->>'amount')::bigint), 0) as given from dev_stripe_objects x where x.kind = 'refund' and x.about = c.id and x.body->>'status' not in ('failed', 'canceled') and x.id like 're%') r
              where c.kind = 'charge' and (c.body->>'captured')::bool and c.id like 'ch%' and (c.body->>'amount_refunded')::bigint <> r.given
            union all select 'fee ' || id || ' gave back more than it is' from dev_stripe_objects where kind = 'application_fee' and (body->>'amount_refunded')::bigint > (body->>'amount')::bigint
            union all select 'transfer ' || id || ' took back more than it gave' from dev_stripe_objects where kind = 'transfer' and (body->>'amount_reversed')::bigint > (body->>'amount')::bigint
            """))
        await using (var reader = await check.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) wrong.Add(reader.GetString(0));
        return StripeAnswer.Of(new JsonObject { ["pots"] = pots, ["wrong"] = wrong });
    }
}
