using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Telemetry;
using PadelSaaS.Platform.Tenancy;
using Serilog.Context;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>Does a recurring job once, here and now, and writes down what came of it. Whose turn it is has been decided by <see cref="Schedulers"/>.</summary>
public sealed class JobRunner(Database database, IServiceScopeFactory scopes, ITenantStore tenants, IEnumerable<JobRow> table, IConfiguration configuration, TimeProvider clock, ILogger<JobRunner> log)
{
    private static readonly ActivitySource Source = new("PadelSaaS.Jobs");
    private readonly Dictionary<string, JobRow> rows = table.ToDictionary(row => row.Name);
    private readonly ClubRound round = new(configuration.GetValue("Jobs:ClubsAtOnce", 4), TimeSpan.FromSeconds(configuration.GetValue("Jobs:PatienceSeconds", 5.0)), TimeSpan.FromMinutes(configuration.GetValue("Jobs:ClubMinutes", 10.0)));

    /// <summary>Runs it.</summary>
    /// <param name="clubs">Roles of the only clubs to do it at; <see langword="null"/> for all.</param>
    /// <param name="askedBy">Who wanted it now; <see langword="null"/> when the clock did.</param>
    /// <returns>Whether it went well, at every club.</returns>
    /// <exception cref="KeyNotFoundException">There is no such job here.</exception>
    public async Task<bool> RunAsync(string name, IReadOnlyCollection<string>? clubs = null, string? askedBy = null, CancellationToken stop = default)
    {
        var (row, since) = (rows[name], Stopwatch.GetTimestamp());
        using var activity = Source.StartActivity($"job {name}", ActivityKind.Internal);
        using var said = LogContext.PushProperty("Job", name);
        var run = Guid.CreateVersion7(clock.GetUtcNow());
        await OpenAsync(run, name, askedBy, stop);
        CrashPoints.Pass("job", name);
        var (done, failures, error) = (0, (IReadOnlyList<ClubFailure>)[], (string?)null);
        try
        {
            if (row.EachClub) (done, failures) = await AtClubsAsync(row, clubs, stop);
            else await InScopeAsync(row, null, stop);
        }
        catch (Exception failure)
        {
            error = stop.IsCancellationRequested ? "The process was told to end." : failure.Message;
            log.LogWarning(failure, "The job {Name} failed", name);
        }
        foreach (var failure in failures) log.LogWarning("The job {Name} failed at {Club}: {Error}", name, failure.Club, Mask.Text(failure.Error));
        // Also when this process is told to end: what was begun is not left looking as if it still ran.
        await ExecuteAsync("update jobs.runs set ended_at = $2, clubs = $3, failures = $4::jsonb, error = $5 where id = $1", CancellationToken.None,
            run, clock.GetUtcNow(), done, JsonSerializer.Serialize(failures), error);
        Meters.Ran(name, error is null && failures.Count == 0, Stopwatch.GetElapsedTime(since));
        stop.ThrowIfCancellationRequested();
        return error is null && failures.Count == 0;
    }

    private async Task<(int Done, IReadOnlyList<ClubFailure> Failures)> AtClubsAsync(JobRow row, IReadOnlyCollection<string>? only, CancellationToken stop)
    {
        var chosen = (await tenants.AllAsync(stop)).Where(club => club.State != TenantState.Provisioning && (only is null || only.Contains(club.Schema))).ToList();
        return (chosen.Count, await round.GoAsync(chosen, (club, token) => InScopeAsync(row, club, token), stop));
    }

    private async Task InScopeAsync(JobRow row, TenantInfo? club, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        if (club is not null) scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(club);
        using var whose = LogContext.PushProperty("Tenant", club?.Slug);
        await row.Run(scope.ServiceProvider, stop);
    }

    // One run of a job at a time: what still stands open belongs to a process that died under it.
    private Task OpenAsync(Guid run, string name, string? askedBy, CancellationToken stop) => ExecuteAsync("""
        with dead as (update jobs.runs set ended_at = $5, error = 'The process died under it.' where job = $2 and ended_at is null)
        insert into jobs.runs (id, job, node, asked_by, started_at) values ($1, $2, $3, $4, $5)
        """, stop, run, name, $"{Environment.MachineName}/{Environment.ProcessId}", askedBy, clock.GetUtcNow());

    private async Task ExecuteAsync(string sql, CancellationToken stop, params object?[] values)
    {
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using var command = session.Command(sql, values);
        await command.ExecuteNonQueryAsync(stop);
        await session.CommitAsync(stop);
    }
}
