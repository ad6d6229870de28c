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
/// one rings it again. One that keeps failing is parked with its error.
/// </summary>
public sealed class Timers(
    Database database, IServiceScopeFactory scopes, ITenantStore tenants, IEnumerable<TimerRow> table, RunningServices running, Backstage backstage, TimeProvider clock, ILogger<Timers> log)
{
    private static readonly ActivitySource Source = new("PadelSaaS.Timers");
    private const int MostAttempts = 10;
    private static readonly TimeSpan Loan = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, TimerRow> jobs = table.Where(row => running.Has(row.Service)).ToDictionary(row => row.Job);

    /// <summary>Rings what is due now.</summary>
    /// <returns>How many rang.</returns>
    public async Task<int> RingDueAsync(CancellationToken stop)
    {
        var due = await BorrowAsync(stop);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stop }, async (timer, token) => await backstage.InTurnAsync(() => RingAsync(timer, token), token));
        return due.Count;
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

    private async Task<List<Due>> BorrowAsync(CancellationToken stop)
    {
        var due = new List<Due>();
        if (jobs.Count == 0) return due;

        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using (var command = session.Command("""
            update timers set due_at = $2 where id in (
              select id from timers where due_at <= $1 and parked_at is null and job = any($3) order by due_at limit 100 for update skip locked)
            returning id, tenant_role::text, job, key, attempts, trace_id
            """, clock.GetUtcNow(), clock.GetUtcNow() + Loan, jobs.Keys.ToArray()))
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
