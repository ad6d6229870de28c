using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Admins.Pages.Status;
using PadelSaaS.Admins.UseCases.Facts;
using PadelSaaS.Admins.UseCases.Jobs;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases.Status;

/// <summary>An admin sees how the platform is: what it needs, what waits and for how long, what failed. The same as JSON.</summary>
internal sealed class SeeStatus(HealthLook health, FactLag lag, UnitOfWork work, TimeProvider clock)
{
    public const string Path = "/status";

    // What is later than this waits for something else than its turn.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, async (SeeStatus see, CancellationToken stop) => new RazorComponentResult<StatusPage>(new { Lines = await see.LinesAsync(stop) })).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + ".json", async (SeeStatus see, CancellationToken stop) => Results.Json(new { Lines = await see.LinesAsync(stop) })).Needs(ConsoleDoor.Ability);
    }

    private async Task<IReadOnlyList<StatusLine>> LinesAsync(CancellationToken stop)
    {
        var (report, lags, now) = (await health.NowAsync(stop), await lag.LookAsync(stop), clock.GetUtcNow());
        var oldest = lags.MaxBy(one => one.Seconds(now));
        var behind = TimeSpan.FromSeconds(oldest?.Seconds(now) ?? 0);
        var (lateTimers, parkedTimers, failedJobs) = await CountAsync(now, stop);
        var parkedFacts = lags.Sum(one => one.Parked);
        return
        [
            .. report.Checks.Select(check => new StatusLine(check.Key, check.Value == HealthReport.Healthy ? "good" : check.Value == HealthReport.Unhealthy ? "bad" : "warn", check.Value == HealthReport.Healthy ? null : check.Value, null)),
            new("facts", behind > Late ? "bad" : "good", behind > TimeSpan.Zero ? $"{oldest!.Reader}: {behind:hh\\:mm\\:ss}" : null, SeeFacts.Path),
            new("parked_facts", parkedFacts > 0 ? "warn" : "good", parkedFacts > 0 ? $"{parkedFacts}" : null, $"{SeeFacts.Path}?show=parked"),
            new("timers", lateTimers > 0 ? "bad" : "good", lateTimers > 0 ? $"{lateTimers}" : null, SeeJobs.Path),
            new("parked_timers", parkedTimers > 0 ? "warn" : "good", parkedTimers > 0 ? $"{parkedTimers}" : null, SeeJobs.Path),
            new("jobs", failedJobs.Length > 0 ? "warn" : "good", failedJobs.Length > 0 ? failedJobs : null, SeeJobs.Path),
        ];
    }

    private async Task<(long Late, long Parked, string FailedJobs)> CountAsync(DateTimeOffset now, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await using var count = work.Command("""
            select (select count(*) from timers where parked_at is null and due_at < $1), (select count(*) from timers where parked_at is not null),
                   (select coalesce(string_agg(job, ', ' order by job), '') from (select distinct on (job) job, error, failures from jobs.runs where ended_at is not null order by job, started_at desc) last where error is not null or failures <> '[]')
            """, now - Late);
        await using var row = await count.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return (row.GetInt64(0), row.GetInt64(1), row.GetString(2));
    }
}

/// <summary>One thing the platform stands on.</summary>
/// <param name="Of">Stable word, such as <c>database</c>.</param>
/// <param name="State"><c>good</c>, <c>warn</c> or <c>bad</c>.</param>
/// <param name="Detail">What is wrong, or how far behind it is.</param>
/// <param name="Href">Where it is looked into.</param>
public sealed record StatusLine(string Of, string State, string? Detail, string? Href);
