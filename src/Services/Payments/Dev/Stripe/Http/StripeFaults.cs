using System.Text.Json.Nodes;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>What goes wrong with a call.</summary>
internal sealed record StripeFault(string Kind, int Seconds);

/// <summary>
/// Troubles that a test orders, for so many times, with a chance of so many in a thousand that a seed decides: the same seed and the same calls one after
/// another have the same troubles.
/// </summary>
internal sealed class StripeFaults
{
    public const string RateLimit = "rate_limit", Error = "error", ErrorAfter = "error_after", TimeoutAfter = "timeout_after", ClosedBefore = "closed_before", ClosedAfter = "closed_after";
    public const string Twice = "webhook_duplicate", Late = "webhook_delay", Shuffled = "webhook_shuffle", Lost = "webhook_lost", RefundPending = "refund_pending", RefundFails = "refund_fails", FeeLater = "fee_later";

    private static readonly string[] OfCalls = [RateLimit, Error, ErrorAfter, TimeoutAfter, ClosedBefore, ClosedAfter];
    private static readonly string[] OfEvents = [Twice, Late, Shuffled, Lost];
    private static readonly string[] OfRefunds = [RefundPending, RefundFails];

    public static readonly IReadOnlyList<string> All = [.. OfCalls, .. OfEvents, .. OfRefunds, FeeLater];

    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/faults", "kind account path times per_mille seed seconds", OrderAsync),
        new("GET", "/faults", "", ListAsync),
        new("DELETE", "/faults", "", async (books, call, stop) =>
        {
            await using var clear = books.Work.Command("delete from dev_stripe_faults");
            return StripeAnswer.Of(new JsonObject { ["deleted"] = await clear.ExecuteNonQueryAsync(stop) });
        }),
    ];

    /// <summary>What goes wrong with this call, decided in a transaction of its own: a trouble that struck is used up, whatever becomes of the call.</summary>
    public async Task<StripeFault?> OnCallAsync(UnitOfWork work, string account, string path, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var fault = await TakeAsync(work, OfCalls, account, path, stop);
        await work.CommitAsync(stop);
        return fault;
    }

    public static async Task<string?> OnRefundAsync(StripeBooks books, string account, CancellationToken stop) =>
        (await TakeAsync(books.Work, OfRefunds, account, "/v1/refunds", stop))?.Kind.Replace("refund_", "", StringComparison.Ordinal);

    /// <summary>Whether a charge says only later, and how much, what it did to the balance.</summary>
    public static Task<StripeFault?> OnChargeAsync(StripeBooks books, string account, CancellationToken stop) => TakeAsync(books.Work, [FeeLater], account, "/v1/charges", stop);

    /// <summary>What goes wrong with sending an event, if anything does.</summary>
    public static Task<StripeFault?> OnEventAsync(UnitOfWork work, string account, string type, CancellationToken stop) => TakeAsync(work, OfEvents, account, type, stop);

    // Nearly always there are none.
    private static async Task<bool> AreThereAsync(UnitOfWork work, string[] kinds, CancellationToken stop)
    {
        await using var any = work.Command("select exists (select from dev_stripe_faults where remaining > 0 and kind = any($1))", (object)kinds);
        return (bool)(await any.ExecuteScalarAsync(stop))!;
    }

    private static async Task<StripeFault?> TakeAsync(UnitOfWork work, string[] kinds, string account, string path, CancellationToken stop)
    {
        if (!await AreThereAsync(work, kinds, stop)) return null;
        await using var take = work.Command("""
            with due as (
              select id, kind, seconds, (hashint8(seed * 1000003 + seen)::bigint & 2147483647) % 1000 as dice, per_mille from dev_stripe_faults
              where remaining > 0 and kind = any($1) and (account is null or account = $2) and (path is null or position(path in $3) > 0) order by id for update)
            update dev_stripe_faults f set seen = f.seen + 1, remaining = f.remaining - case when due.dice < due.per_mille then 1 else 0 end
            from due where f.id = due.id returning due.kind, due.seconds, due.dice < due.per_mille, due.dice
            """, kinds, account, path);
        await using var reader = await take.ExecuteReaderAsync(stop);
        StripeFault? first = null;
        while (await reader.ReadAsync(stop))
        {
            if (!reader.GetBoolean(2) || first is not null) continue;
            // A shuffled event waits for a while that the dice say, up to the seconds ordered.
            var kind = reader.GetString(0);
            first = new StripeFault(kind, kind == Shuffled ? (int)(reader.GetInt64(3) % Math.Max(1, reader.GetInt32(1))) : reader.GetInt32(1));
        }
        return first;
    }

    private static async Task<StripeAnswer> OrderAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var kind = call.Said.Required("kind");
        if (!All.Contains(kind)) throw StripeFailure.Invalid($"One of {string.Join(", ", All)}.", "kind");
        await using var order = books.Work.Command("""
            insert into dev_stripe_faults (kind, account, path, remaining, per_mille, seed, seconds) values ($1, $2, $3, $4, $5, $6, $7) returning id
            """, kind, call.Said.Text("account"), call.Said.Text("path"), (int)(call.Said.Number("times") ?? 1), (int)(call.Said.Number("per_mille") ?? 1000), call.Said.Number("seed") ?? 1, (int)(call.Said.Number("seconds") ?? 5));
        return StripeAnswer.Of(new JsonObject { ["id"] = (long)(await order.ExecuteScalarAsync(stop))!, ["kind"] = kind });
    }

    private static async Task<StripeAnswer> ListAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var all = new JsonArray();
        await using var read = books.Work.Command("select kind, account, path, remaining, per_mille, seed, seen, seconds from dev_stripe_faults order by id");
        await using var reader = await read.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            all.Add(new JsonObject
            {
                ["kind"] = reader.GetString(0),
                ["account"] = reader.IsDBNull(1) ? null : reader.GetString(1),
                ["path"] = reader.IsDBNull(2) ? null : reader.GetString(2),
                ["remaining"] = reader.GetInt32(3),
                ["per_mille"] = reader.GetInt32(4),
                ["seed"] = reader.GetInt64(5),
                ["seen"] = reader.GetInt64(6),
                ["seconds"] = reader.GetInt32(7),
            });
        }
        return StripeAnswer.Of(all);
    }
}
