using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Telemetry;
using PadelSaaS.Platform.Tenancy;
using Serilog.Context;

namespace PadelSaaS.Platform.Jobs;

/// <summary>
/// Rings the timers that are due. A timer is borrowed for a minute, rung, and only then removed: when the process dies under it, another
/// one rings it again. One that keeps failing is parked with its error. Clubs take turns: each has <see cref="PlacesOfAClub"/> places at most, and
/// its next timer is borrowed when one is free, so that neither ten thousand messages of one nor a carrier that does not answer it makes the others late.
/// </summary>
public sealed class Timers(
    Database database, IServiceScopeFactory scopes, ITenantStore tenants, IEnumerable<TimerRow> table, RunningServices running, Backstage backstage, TimeProvider clock, ILogger<Timers> log)
{
    /// <summary>How many timers of one club ring at once in one process.</summary>
    public const int PlacesOfAClub = 4;

    private static readonly ActivitySource Source = new("PadelSaaS.Timers");
    private const int MostAttempts = 10;
    private const int Places = 16;
    private static readonly TimeSpan Loan = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, TimerRow> jobs = table.Where(row => running.Has(row.Service)).ToDictionary(row => row.Job);

    /// <summary>Rings what is due, and what falls due meanwhile, until nothing rings any more.</summary>
    /// <returns>How many rang.</returns>
    public async Task<int> RingDueAsync(CancellationToken stop)
    {
        if (jobs.Count == 0) return 0;
        var (rung, ringing) = (0, new List<(string Club, Task Task)>());
        try
        {
            while (true)
            {
                foreach (var timer in await BorrowAsync(ringing.CountBy(ring => ring.Club).ToDictionary(), Places - ringing.Count, stop))
                {
                    ringing.Add((timer.TenantRole, backstage.InTurnAsync(() => RingAsync(timer, stop), stop)));
                    rung++;
                }
                if (ringing.Count == 0) return rung;
                await FreePlacesAsync(ringing, stop);
            }
        }
        finally
        {
            await Task.WhenAll(ringing.Select(ring => ring.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Looking costs a question to the database: one for several places rather than one for each, and at least one a second for what falls due meanwhile.
    private static async Task FreePlacesAsync(List<(string Club, Task Task)> ringing, CancellationToken stop)
    {
        var look = Task.Delay(Look, stop);
        while (ringing.Count > 0)
        {
            var first = await Task.WhenAny([look, .. ringing.Select(ring => ring.Task)]);
            foreach (var (_, ended) in ringing.Where(ring => ring.Task.IsCompleted)) await ended;
            ringing.RemoveAll(ring => ring.Task.IsCompleted);
            if (first == look || ringing.Count <= Places / 2) break;
        }
        stop.ThrowIfCancellationRequested();
    }

    private async Task RingAsync(Due timer, CancellationToken stop)
    {
        using var activity = Source.StartActivity($"ring {timer.Job}", ActivityKind.Consumer, timer.TraceId);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
            var isPlatforms = timer.TenantRole == Database.PlatformRole;
            var tenant = isPlatforms ? null : await tenants.FindBySchemaAsync(timer.TenantRole, stop);
            if (tenant is not null) scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
            if (tenant is not null) LogContext.PushProperty("Tenant", tenant.Slug);
            // The timer of a tenant that was erased since has nobody left to ring for.
            CrashPoints.Pass("ring", timer.Job);
            if (tenant is not null || isPlatforms) await jobs[timer.Job].Ring(scope.ServiceProvider, timer.Key, stop);
            CrashPoints.Pass("rung", timer.Job);
            await ExecuteAsync("delete from timers where id = $1", stop, timer.Id);
            Meters.Rang(timer.Job, well: true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogWarning(failure, "Timer {Job} {Key} of {Tenant} failed (attempt {Attempt})", timer.Job, timer.Key, timer.TenantRole, timer.Attempts + 1);
            Meters.Rang(timer.Job, well: false);
            var now = clock.GetUtcNow();
            await ExecuteAsync("update timers set attempts = attempts + 1, due_at = $2, error = $3, parked_at = $4 where id = $1", stop,
                timer.Id, now.AddSeconds(Math.Min(600, Math.Pow(2, timer.Attempts))), failure.Message, timer.Attempts + 1 >= MostAttempts ? now : null);
        }
    }

    // Clubs that have timers at all are found by leaping through the index; of each as many as it has places, the first of every club before the second of any.
    private async Task<List<Due>> BorrowAsync(Dictionary<string, int> busy, int places, CancellationToken stop)
    {
        var due = new List<Due>();
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using (var command = session.Command("""
            with recursive clubs as (
              (select tenant_role from timers where parked_at is null order by tenant_role limit 1)
              union all
              select (select t.tenant_role from timers t where t.parked_at is null and t.tenant_role > c.tenant_role order by t.tenant_role limit 1)
              from clubs c where c.tenant_role is not null),
            next as (
              select t.id, t.due_at, row_number() over (partition by c.tenant_role order by t.due_at) as place
              from clubs c left join unnest($4::text[], $5::int[]) as busy (club, ringing) on busy.club = c.tenant_role::text
              cross join lateral (
                select id, due_at from timers where tenant_role = c.tenant_role and due_at <= $1 and parked_at is null and job = any($3)
                order by due_at limit greatest(0, $6 - coalesce(busy.ringing, 0))) t
              order by place, t.due_at limit $7)
            update timers set due_at = $2 where id in (
              select id from timers where id in (select id from next) and due_at <= $1 and parked_at is null for update skip locked)
            returning id, tenant_role::text, job, key, attempts, trace_id
            """, clock.GetUtcNow(), clock.GetUtcNow() + Loan, jobs.Keys.ToArray(), busy.Keys.ToArray(), busy.Values.ToArray(), PlacesOfAClub, places))
        await using (var reader = await command.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop))
                due.Add(new Due(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
        await session.CommitAsync(stop);
        return due;
    }

    private async Task ExecuteAsync(string sql, CancellationToken stop, params object?[] values)
    {
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using var command = session.Command(sql, values);
        await command.ExecuteNonQueryAsync(stop);
        await session.CommitAsync(stop);
    }

    private sealed record Due(Guid Id, string TenantRole, string Job, string Key, int Attempts, string? TraceId);
}
