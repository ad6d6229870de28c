using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Admins.Pages.Jobs;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases.Jobs;

/// <summary>An admin sees what the platform does by itself: when next, what came of it the last times, and which timers gave up. The same as JSON, for a program that signs in here.</summary>
internal sealed class SeeJobs(JobBook book, StuckTimers stuck, ITenantStore tenants, UnitOfWork work)
{
    public const string Path = "/jobs";
    private const int MostRuns = 50;
    private const int MostTimers = 100;

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, (string? done, SeeJobs use, CancellationToken stop) => use.ShowAsync(done, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + ".json", (SeeJobs use, CancellationToken stop) => use.ListAsync(stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + "/{name}", (string name, string? done, SeeJobs use, CancellationToken stop) => use.OneAsync(name, done, stop)).Needs(ConsoleDoor.Ability);
    }

    private async Task<IResult> ShowAsync(string? done, CancellationToken stop)
    {
        var (jobs, timers, total) = await ReadAsync(stop);
        return new RazorComponentResult<JobsPage>(new { Jobs = jobs, Timers = timers, Total = total, Done = done });
    }

    private async Task<IResult> ListAsync(CancellationToken stop)
    {
        var (jobs, timers, total) = await ReadAsync(stop);
        return Results.Json(new
        {
            Jobs = jobs.Select(job => new { job.Row.Name, job.Row.Service, job.Cron, job.Row.EachClub, job.NextAt, job.IsPaused, Last = job.Last is { } run ? Told(run) : null }),
            ParkedTimers = timers.Select(line => new { line.Timer.Id, line.Timer.Job, line.Timer.Key, line.Club, line.Timer.Attempts, line.Timer.ParkedAt, line.Timer.Error }),
            ParkedTimersTotal = total,
        });
    }

    private async Task<IResult> OneAsync(string name, string? done, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        if (await book.FindAsync(name, stop) is not { } job) return Refusal.NotFound("This job");
        var runs = await book.RunsOfAsync(name, MostRuns, stop);
        await work.RollbackAsync();
        var clubs = (await tenants.AllAsync(stop)).ToDictionary(club => club.Schema, club => club.Name);
        return new RazorComponentResult<JobPage>(new { Job = job, Runs = runs.Select(Masked).ToList(), Clubs = clubs, Done = done });
    }

    private async Task<(IReadOnlyList<JobState> Jobs, IReadOnlyList<TimerLine> Timers, int Total)> ReadAsync(CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var jobs = await book.AllAsync(stop);
        var (timers, total) = await stuck.ListAsync(MostTimers, stop);
        await work.RollbackAsync();
        var lines = new List<TimerLine>();
        foreach (var timer in timers) lines.Add(new TimerLine(timer with { Error = timer.Error is { } error ? Mask.Text(error) : null }, (await tenants.FindBySchemaAsync(timer.TenantRole, stop))?.Name));
        return ([.. jobs.Select(job => job with { Last = job.Last is { } run ? Masked(run) : null })], lines, total);
    }

    private static object Told(JobRun run) => new { run.Id, run.StartedAt, run.EndedAt, run.AskedBy, run.Clubs, run.Failed, run.Error, run.Failures };

    // An error may quote whatever the job worked on.
    private static JobRun Masked(JobRun run) =>
        run with { Error = run.Error is { } error ? Mask.Text(error) : null, Failures = [.. run.Failures.Select(failure => failure with { Error = Mask.Text(failure.Error) })] };
}

/// <summary>A parked timer in the list.</summary>
/// <param name="Club">Whose it is; <see langword="null"/> for the platform's own and for a club that was erased.</param>
public sealed record TimerLine(StuckTimer Timer, string? Club);
