using System.Globalization;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>
/// A club on a database of its own, a host that dies at random steps, lines to two card companies that break, events that come twice, late, never and in
/// any order; some players at once, half of whom share the price with friends. Afterwards everything comes to rest in a host that lives, and the rows are compared.
/// </summary>
public sealed class FaultRun(int first, int players) : IAsyncDisposable
{
    /// <summary>Of a thousand steps of the first process, how many are its last. Each life after it is a little safer, so that the players get on.</summary>
    private const int DeathsPermille = 16;

    /// <summary>Of a thousand calls to the card company, how many break before they are made, and how many after.</summary>
    private const int FaultsPermille = 140;

    private const int AtOnce = 10;
    private const string Borrowed = "job in ('dev-card-event', 'read-provider-event', 'reconcile-payment', 'settle-refund', 'finish-hold', 'end-hold', 'decide-split', 'charge-kept-card', 'dev-stripe-event', 'read-stripe-event')";
    private const string Hurry = $"""
        update platform.dev_card_payments set answers_at = now() where answers_at > now();
        update splits set deadline_at = now(), last_at = case when offered_at is null then last_at else now() end where state = 'open' and (deadline_at > now() or offered_at is not null);
        update bookings set hold_expires_at = now() where status = 'pending' and hold_expires_at > now();
        update platform.timers set due_at = now(), parked_at = null where {Borrowed} and due_at > now();
        update platform.delayed_facts set next_at = now() where next_at > now()
        """;

    private RealHost host = null!;
    private ClubRows rows = null!;
    private Payer payer = null!;
    private string account = "";
    private int lives;

    /// <summary>How often the host died.</summary>
    public int Deaths => host.Deaths - 1;

    /// <summary>Lets all players play, and everything come to rest.</summary>
    public async Task PlayAsync()
    {
        rows = new ClubRows(await Template.CloneAsync($"fault{first}"));
        host = new RealHost(rows.Database) { Patience = TimeSpan.FromMinutes(5) };
        account = await StripeAtClub.OpenAsync(host, rows);
        payer = new Payer(host, rows, account);
        await StripeAtClub.TroubleAsync(rows, first);
        await LiveAsync();
        using var over = new CancellationTokenSource();
        var keeper = KeepAliveAsync(over.Token);
        var postman = RepeatEventsAsync(new Random(first), over.Token);
        var clock = EndHoldsAsync(new Random(first + 1), over.Token);
        await Parallel.ForEachAsync(Enumerable.Range(first, players), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await PlayAsync(SagaSeed.Of(number)));
        // Slow banks answer, and what goes back is sent, while everything still breaks.
        for (var hurries = 0; hurries < 4; hurries++)
        {
            await rows.ExecuteAsync(Hurry);
            await Task.Delay(600);
        }
        await over.CancelAsync();
        await Task.WhenAll(keeper, postman, clock);
        if (host.IsAlive) await host.KillAsync();
        host.Settings.Clear();
        await StripeAtClub.PeaceAsync(rows);
        await host.StartAsync();
        await RestAsync();
    }

    /// <summary>Every rule that must hold now, with how often it is broken.</summary>
    public async Task<IReadOnlyList<string>> BrokenRulesAsync()
    {
        var broken = new List<string>();
        await rows.ExecuteAsync(Rules.CompanyMoney);
        foreach (var (rule, offenders) in Rules.Of(account))
            if (await rows.CountAsync($"select count(*) from ({offenders}) offender") is > 0 and var count) broken.Add($"{rule}: {count} ({await rows.FirstAsync(offenders)})");
        return broken;
    }

    /// <summary>What came of the players, in words.</summary>
    public async Task<string> SummaryAsync() =>
        string.Join(", ", (await rows.ListAsync("select status || ' ' || count(*) from bookings where guest_email like 'seed%' group by status order by 1")).Append(
            $"lost {await rows.CountAsync("select count(distinct aggregate) from platform.outbox where event_type = 'BOOKING_LOST'")}").Append(
            $"paid {await rows.CountAsync("select count(*) from payments where settled_at is not null")}").Append(
            $"given back {await rows.CountAsync("select count(*) from refunds where state = 'settled'")}").Concat(await rows.ListAsync("select 'split ' || state || ' ' || count(*) from splits group by state order by 1")));

    public async ValueTask DisposeAsync()
    {
        payer?.Dispose();
        await host.DisposeAsync();
        await Cluster.ExecuteAsync("postgres", $"drop database if exists {rows.Database} with (force)");
    }

    // Each life has another chance to die, and the same one when the run is repeated.
    private Task LiveAsync()
    {
        var life = lives++;
        host.Settings["PADEL_CRASH_ODDS"] = string.Create(CultureInfo.InvariantCulture, $"{first * 100 + life} {Math.Max(2, DeathsPermille - 2 * life)}");
        host.Settings["Payments__Faults"] = string.Create(CultureInfo.InvariantCulture, $"{first * 100 + life} {FaultsPermille}");
        return host.StartAsync();
    }

    private async Task KeepAliveAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (!host.IsAlive)
            {
                await host.DeathAsync();
                await rows.ExecuteAsync($"update platform.timers set due_at = now() where due_at < now() + interval '61 seconds'");
                await LiveAsync();
            }
            await Task.Delay(30, CancellationToken.None);
        }
    }

    // The card company says things twice, late, and in another order: each event that was sent is sent again under another name.
    private async Task RepeatEventsAsync(Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(random.Next(100, 400), CancellationToken.None);
            await rows.ExecuteAsync($"""
                insert into platform.timers (id, tenant_role, job, key, due_at)
                select gen_random_uuid(), current_schema(), 'dev-card-event', reference || ' evt_{random.Next(4)}', now() + random() * interval '2 seconds'
                from platform.dev_card_payments where outcome is not null and answers_at <= now() order by random() limit 3
                """);
        }
    }

    // Some are at the card page for so long that their hold ends, and others take the court before their money comes.
    private async Task EndHoldsAsync(Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(random.Next(1200, 3500), CancellationToken.None);
            await rows.ExecuteAsync("""
                with ended as (
                  update bookings set hold_expires_at = now() where id = (
                    select b.id from bookings b join payments p on p.booking_id = b.id and p.state = 'open' where b.status = 'pending' and b.hold_expires_at > now() order by random() limit 1)
                  returning id)
                update platform.timers set due_at = now() where job = 'end-hold' and key in (select id::text from ended)
                """);
        }
    }

    private async Task PlayAsync(SagaSeed seed)
    {
        var name = $"seed{seed.Number}";
        var venue = JsonNode.Parse((await host.InsistAsync(HttpMethod.Get, "/api/v1/venues")).Body)!["venues"]![0]!["id"]!;
        var date = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(seed.Ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var day = JsonNode.Parse((await host.InsistAsync(HttpMethod.Get, $"/api/v1/venues/{venue}/availability?date={date}&duration=60")).Body)!;
        var free = day["courts"]!.AsArray().SelectMany(court => court!["slots"]!.AsArray().Select(slot => (Court: (string)court["courtId"]!, Start: (string)slot!["start"]!))).ToList();
        if (free.Count == 0) return;
        var slot = free[Math.Min(seed.Slot, free.Count - 1)];

        var held = await host.InsistAsync(HttpMethod.Post, "/api/v1/bookings",
            new { courtId = slot.Court, start = slot.Start, durationMinutes = 60, guest = new { name, email = $"{name}@example.test" } }, $"{name}-hold");
        held.Status.ShouldBeOneOf(201, 409);
        if (held.Status != 201 || seed.Method is null) return;
        var booking = JsonNode.Parse(held.Body)!;
        var (id, key) = ((Guid)booking["id"]!, (string)booking["accessKey"]!);
        await Task.Delay(seed.Pause);
        if (seed.Split is not null) await new SplitSaga(host, rows, payer, seed, id, key).PlayAsync((long)booking["price"]!["amountMinor"]!);
        else if (await PayAsync(seed, id, key, $"{name}-confirm", seed.Outcome) && seed is { Outcome: "decline", TriesAgain: true })
        {
            await Task.Delay(seed.Pause);
            await PayAsync(seed, id, key, $"{name}-again", "pay");
        }
        if (!seed.Cancels) return;
        if (!seed.CancelsAtOnce) await Task.Delay(seed.Pause * 8);
        (await host.InsistAsync(HttpMethod.Post, $"/api/v1/bookings/{id}/cancel", new { }, $"{name}-cancel", key)).Status.ShouldBeOneOf(200, 409);
    }

    private async Task<bool> PayAsync(SagaSeed seed, Guid id, string key, string idempotencyKey, string? outcome)
    {
        var answer = await host.InsistAsync(HttpMethod.Post, $"/api/v1/bookings/{id}/confirm", new { paymentMethod = seed.Method }, idempotencyKey, key);
        answer.Status.ShouldBeOneOf(200, 202, 409);
        if (answer.Status != 202 || outcome is null) return false;
        return await payer.ChooseAsync(answer.Body, outcome);
    }

    // Slow banks answer, holds end, deadlines pass and then the time to look for others, everything that waits for a time finds that it has come.
    private async Task RestAsync()
    {
        const string unfinished = $"""
            select (select count(*) from platform.outbox where xid >= (select coalesce(min(low), '0') from platform.cursors))
              + (select count(*) from platform.delayed_facts)
              + (select count(*) from platform.timers where {Borrowed} or due_at <= now() + interval '61 seconds')
            """;
        for (var patience = 0; patience < 400; patience++)
        {
            await rows.ExecuteAsync(Hurry);
            await Task.Delay(150);
            if (await rows.CountAsync(unfinished) == 0) return;
        }
        throw new InvalidOperationException($"""
            The platform does not come to rest: {string.Join("; ", await rows.ListAsync("select format('%s %s due %s: %s', job, key, due_at, error) from platform.timers order by due_at limit 5"))}
            {string.Join("; ", await rows.ListAsync("select format('%s %s times', job, count(*)) from platform.timers group by job order by 1"))}
            {await rows.CountAsync("select count(*) from platform.delayed_facts")} delayed facts; now {await rows.FirstAsync("select now()::text")}
            {host.Words()}
            """);
    }
}
