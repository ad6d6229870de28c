using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Booking;

/// <summary>kill -9 between any two steps loses nothing and doubles nothing. A process of its own is killed, on a database of its own.</summary>
#pragma warning disable CA1001 // xunit disposes by IAsyncLifetime.
public sealed class CrashTests(ITestOutputHelper output) : IAsyncLifetime
#pragma warning restore CA1001
{
    private const int Clients = 8;
    private const int Kills = 6;
    private readonly ConcurrentBag<Attempt> attempts = [];
    private string database = "";
    private RealHost host = null!;

    public async Task InitializeAsync()
    {
        database = await Template.CloneAsync("crash");
        host = new RealHost(database);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await Cluster.ExecuteAsync("postgres", $"drop database if exists {database} with (force)");
    }

    /// <summary>PADEL_CRASH_SEED repeats the moments and choices of an earlier run.</summary>
    [Fact]
    public async Task A_process_killed_at_random_moments_loses_and_doubles_nothing()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PADEL_CRASH_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"PADEL_CRASH_SEED={seed}");
        var random = new Random(seed);
        await host.StartAsync();
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => PlayAsync(client, new Random(seed + client + 1), enough.Token)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            var until = host.Answers + random.Next(5, 60);
            while (host.Answers < until && !clients.Exists(client => client.IsFaulted)) await Task.Delay(random.Next(1, 20));
            await host.KillAsync();
            // Half-way the time of every hold is over, so that the sweep meets kills as well.
            if (kill == Kills / 2) await LetMinutesPassAsync();
            await host.StartAsync();
        }
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        await CheckAsync();
        host.Deaths.ShouldBeGreaterThanOrEqualTo(Kills);
        output.WriteLine($"{attempts.Count} attempts, {attempts.Count(one => one.Held)} held, {attempts.Count(one => one.Confirmed)} confirmed, {attempts.Count(one => one.Cancelled)} cancelled, {host.Deaths} deaths");
    }

    [Fact]
    public async Task A_process_that_dies_between_two_steps_loses_and_doubles_nothing()
    {
        string[] places =
        [
            "announce BOOKING_HELD", "announce BOOKING_CONFIRMED", "announce BOOKING_CANCELLED", "answer POST",
            "react notifications/WhenBookingConfirmed", "reacted notifications/WhenBookingConfirmed", "advance notifications",
            "ring send-message", "rung send-message", "commit NOTIFICATION_DELIVERED", "rung end-hold",
        ];
        var flows = new List<Task>();
        await host.StartAsync(places[0]);
        for (var at = 0; at < places.Length; at++)
        {
            var player = at;
            var flow = Task.Run(() => OnceAsync($"place{player}", new Random(player), confirm: true, cancel: true));
            flows.Add(flow);
            if (places[at].EndsWith("end-hold", StringComparison.Ordinal))
            {
                await OnceAsync($"idle{player}", new Random(player + 100), confirm: false, cancel: false);
                await flow;
                await LetMinutesPassAsync();
            }
            await host.DeathAsync();
            await LetMinutesPassAsync(andHolds: false);
            await host.StartAsync(at + 1 < places.Length ? places[at + 1] : null);
        }
        await Task.WhenAll(flows);
        host.Deaths.ShouldBe(places.Length);
        await CheckAsync();
    }

    private async Task PlayAsync(int client, Random random, CancellationToken enough)
    {
        for (var turn = 0; !enough.IsCancellationRequested; turn++)
            await OnceAsync($"c{client}t{turn}", random, random.Next(100) < 65, random.Next(100) < 45);
    }

    // One player's way, each step insisted on with one key until it is answered.
    private async Task OnceAsync(string name, Random random, bool confirm, bool cancel)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var venue = JsonNode.Parse((await host.InsistAsync(HttpMethod.Get, "/api/v1/venues")).Body)!["venues"]![0]!["id"]!;
        var day = JsonNode.Parse((await host.InsistAsync(HttpMethod.Get, $"/api/v1/venues/{venue}/availability?date={today.AddDays(random.Next(1, 13)):yyyy-MM-dd}&duration=60")).Body)!;
        var free = day["courts"]!.AsArray().SelectMany(court => court!["slots"]!.AsArray().Select(slot => (Court: (string)court["courtId"]!, Start: (string)slot!["start"]!))).ToList();
        if (free.Count == 0) return;
        var slot = free[random.Next(Math.Min(6, free.Count))];

        var attempt = new Attempt($"{name}@example.test");
        attempts.Add(attempt);
        var held = await host.InsistAsync(HttpMethod.Post, "/api/v1/bookings",
            new { courtId = slot.Court, start = slot.Start, durationMinutes = 60, guest = new { name, email = attempt.Email } }, $"{name}-hold");
        held.Status.ShouldBeOneOf(201, 409);
        if (held.Status != 201) return;
        var booking = JsonNode.Parse(held.Body)!;
        (attempt.Held, attempt.Id) = (true, (Guid)booking["id"]!);
        if (confirm)
        {
            var answer = await host.InsistAsync(HttpMethod.Post, $"/api/v1/bookings/{attempt.Id}/confirm", new { paymentMethod = "at_club" }, $"{name}-confirm", (string)booking["accessKey"]!);
            // While its client waited for the host, the hold may have ended.
            answer.Status.ShouldBeOneOf(200, 409);
            attempt.Confirmed = answer.Status == 200;
        }
        if (cancel)
        {
            var answer = await host.InsistAsync(HttpMethod.Post, $"/api/v1/bookings/{attempt.Id}/cancel", new { }, $"{name}-cancel", (string)booking["accessKey"]!);
            answer.Status.ShouldBeOneOf(200, 409);
            attempt.Cancelled = answer.Status == 200;
        }
    }

    private async Task CheckAsync()
    {
        await LetMinutesPassAsync();
        await QuietAsync();
        foreach (var attempt in attempts)
        {
            (await CountAsync($"select count(*) from bookings where guest_email = '{attempt.Email}'")).ShouldBe(attempt.Held ? 1 : 0, attempt.Email);
            if (!attempt.Held) continue;
            var status = await ReadAsync($"select status from bookings where id = '{attempt.Id}'");
            status.ShouldBe(attempt.Cancelled ? "cancelled" : attempt.Confirmed ? "confirmed" : "expired", attempt.Email);
        }
        // Every row of these is a booking that breaks the rule; none may.
        var rules = new Dictionary<string, string>
        {
            ["no two standing bookings overlap"] = "select a.id from bookings a join bookings b on a.court_id = b.court_id and a.id < b.id and a.occupies && b.occupies where a.status not in ('cancelled', 'expired') and b.status not in ('cancelled', 'expired')",
            ["no hold stands past its end"] = "select id from bookings where status = 'pending' and hold_expires_at <= now()",
            ["held is told once"] = Told("true", "BOOKING_HELD"),
            ["confirmed is told once"] = Told("status = 'confirmed'", "BOOKING_CONFIRMED"),
            ["cancelled is told once"] = Told("status = 'cancelled'", "BOOKING_CANCELLED"),
            ["expired is told once"] = Told("status = 'expired'", "BOOKING_EXPIRED"),
            ["nothing is told twice"] = "select aggregate from platform.outbox where event_type like 'BOOKING%' group by aggregate, event_type having count(*) > 1",
            ["a confirmation is mailed once"] = Mailed("status = 'confirmed'", "booking_confirmed"),
            ["a cancellation is mailed once"] = Mailed("status = 'cancelled' and exists (select from platform.outbox o where o.aggregate = b.id and event_type = 'BOOKING_CONFIRMED')", "booking_cancelled"),
            ["no mail is sent twice"] = "select booking_id from notification_logs join platform.dev_mails using (id) where booking_id is not null group by booking_id, template having count(*) > 1",
            ["what is confirmed at the club is due there once"] = "select id from bookings b where status = 'confirmed' and 1 <> (select count(*) from payments where booking_id = b.id)",
        };
        foreach (var (rule, offenders) in rules) (await CountAsync($"select count(*) from ({offenders}) offender")).ShouldBe(0, rule);
    }

    private static string Told(string which, string eventType) =>
        $"select id from bookings b where {which} and 1 <> (select count(*) from platform.outbox o where o.aggregate = b.id and event_type = '{eventType}')";

    private static string Mailed(string which, string template) =>
        $"select id from bookings b where {which} and 1 <> (select count(*) from notification_logs l join platform.dev_mails using (id) where l.booking_id = b.id and l.template = '{template}' and l.status = 'sent')";

    // Borrowed timers come back, and where wanted the holds come to their end.
    private async Task LetMinutesPassAsync(bool andHolds = true)
    {
        await ExecuteAsync("update platform.timers set due_at = now() where job <> 'end-hold' and due_at < now() + interval '61 seconds'");
        if (andHolds) await ExecuteAsync("update bookings set hold_expires_at = now() where status = 'pending'; update platform.timers set due_at = now() where job = 'end-hold'");
    }

    private async Task QuietAsync()
    {
        const string unfinished = """
            select (select count(*) from platform.outbox where xid >= (select coalesce(min(low), '0') from platform.cursors))
              + (select count(*) from platform.delayed_facts)
              + (select count(*) from platform.timers where job = 'end-hold' or due_at <= now() + interval '61 seconds')
              + (select count(*) from notification_logs where status = 'pending')
            """;
        for (var patience = 0; await CountAsync(unfinished) > 0; patience++)
        {
            if (patience == 600) throw new InvalidOperationException("The platform does not come to rest.");
            await Task.Delay(100);
        }
    }

    private async Task<string> PathAsync() => $"set search_path to {await Cluster.ScalarAsync<string>(database, "select schema_name from platform.tenants where slug = 'madrid'")}, platform, public;";

    private async Task<long> CountAsync(string sql) => await Cluster.ScalarAsync<long>(database, await PathAsync() + sql);

    private async Task<string> ReadAsync(string sql) => await Cluster.ScalarAsync<string>(database, await PathAsync() + sql);

    private async Task ExecuteAsync(string sql) => await Cluster.ExecuteAsync(database, await PathAsync() + sql);

    private sealed record Attempt(string Email)
    {
        public Guid Id { get; set; }

        public bool Held { get; set; }

        public bool Confirmed { get; set; }

        public bool Cancelled { get; set; }
    }
}
