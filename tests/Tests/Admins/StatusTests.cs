using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Admins;

/// <summary>Admins see how the platform is, and what waits too long.</summary>
public sealed class StatusTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task What_is_late_parked_or_failed_is_seen_and_what_is_well_is_well()
    {
        await platform.SettleAsync();
        var admin = await platform.AdminAsync();
        await platform.SettleAsync();
        // Nothing turns by itself here: who tells other processes what to forget has read everything.
        await platform.ExecuteAsync("madrid", """
            insert into platform.cursors (service, low, high, seq, updated_at) values ('herald', pg_snapshot_xmax(pg_current_snapshot()), pg_snapshot_xmax(pg_current_snapshot()), 0, now())
            on conflict (service) do update set low = excluded.low, high = excluded.high, seq = 0
            """);
        (await StatesAsync(admin)).ShouldAllBe(line => line.State == "good");
        (await (await admin.GetAsync("/status")).Content.ReadAsStringAsync()).ShouldContain("All is well");

        await platform.ExecuteAsync("madrid", $"""
            insert into platform.timers (id, tenant_role, job, key, due_at) values (gen_random_uuid(), current_schema(), 'end-hold', '{Guid.CreateVersion7()}', '{platform.Clock.Now.AddMinutes(-5):O}');
            insert into platform.timers (id, tenant_role, job, key, due_at, parked_at, error) values (gen_random_uuid(), current_schema(), 'end-hold', '{Guid.CreateVersion7()}', '{platform.Clock.Now.AddMinutes(-9):O}', now(), 'broken');
            insert into jobs.runs (id, job, node, started_at, ended_at, error) values (gen_random_uuid(), 'sweep', 'here', now() - interval '1 hour', now(), 'broken');
            insert into jobs.runs (id, job, node, started_at, ended_at, error) values (gen_random_uuid(), 'mended', 'here', now() - interval '2 hours', now(), 'broken'), (gen_random_uuid(), 'mended', 'here', now() - interval '1 hour', now(), null)
            """);
        var states = (await StatesAsync(admin)).ToDictionary(line => line.Of);
        (states["timers"].State, states["timers"].Detail).ShouldBe(("bad", "1"));
        (states["parked_timers"].State, states["jobs"].State, states["jobs"].Detail).ShouldBe(("warn", "warn", "sweep"));
        (await (await admin.GetAsync("/status")).Content.ReadAsStringAsync()).ShouldContain("Something does not work");
        (await platform.At(Console.Host).GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.At("madrid.localhost").GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<(string Of, string State, string? Detail)>> StatesAsync(Visitor admin) =>
        [.. (await admin.JsonAsync("/status.json"))["lines"]!.AsArray().Select(line => ((string)line!["of"]!, (string)line["state"]!, (string?)line["detail"]))];
}
