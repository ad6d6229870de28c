using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases.Jobs;

/// <summary>An admin has a recurring job done now, or once more where it failed, pauses it, goes on with it, or has a parked timer ring again. Each is an act of the platform's log.</summary>
internal sealed class TurnJob(JobBook book, StuckTimers stuck, Actor actor, UnitOfWork work)
{
    public static void Map(Doors doors)
    {
        doors.Console.MapPost(SeeJobs.Path + "/{name}/run", (string name, IFormCollection _, TurnJob use, CancellationToken stop) => use.TurnAsync(name, "job.asked", job => use.DoNowAsync(job, [], stop), stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(SeeJobs.Path + "/{name}/pause", (string name, IFormCollection _, TurnJob use, CancellationToken stop) => use.TurnAsync(name, "job.paused", job => use.PauseAsync(job, stop), stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(SeeJobs.Path + "/{name}/resume", (string name, IFormCollection _, TurnJob use, CancellationToken stop) => use.TurnAsync(name, "job.resumed", job => use.ResumeAsync(job, stop), stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(SeeJobs.Path + "/{name}/runs/{run:guid}/retry", (string name, Guid run, IFormCollection _, TurnJob use, CancellationToken stop) => use.TurnAsync(name, "job.asked", job => use.RetryAsync(job, run, stop), stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(SeeJobs.Path + "/timers/{id:guid}/replay", (Guid id, IFormCollection _, TurnJob use, CancellationToken stop) => use.ReplayAsync(id, stop)).Needs(ConsoleDoor.Ability);
    }

    // The scheduler writes in a transaction of its own; the act is noted once it has.
    private async Task<IResult> TurnAsync(string name, string act, Func<JobState, Task<string>> turn, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        if (await book.FindAsync(name, stop) is not { } job) return Refusal.NotFound("This job");
        await work.RollbackAsync();
        var done = await turn(job);
        if (done.Length > 0 && done != "gone")
        {
            await work.BeginPlatformAsync(stop);
            work.Audit(new Act(act, "job", name));
            await work.CommitAsync(stop);
        }
        return Results.Redirect($"{SeeJobs.Path}/{Uri.EscapeDataString(name)}?done={done}");
    }

    private async Task<string> DoNowAsync(JobState job, IEnumerable<string> clubs, CancellationToken stop)
    {
        await book.DoNowAsync(job, clubs, actor.Name, stop);
        return "asked";
    }

    private async Task<string> PauseAsync(JobState job, CancellationToken stop)
    {
        await book.PauseAsync(job, stop);
        return "paused";
    }

    private async Task<string> ResumeAsync(JobState job, CancellationToken stop)
    {
        await book.ResumeAsync(job, stop);
        return "resumed";
    }

    // Only where it failed: the others have had it. A run that failed as a whole is done again as a whole.
    private async Task<string> RetryAsync(JobState job, Guid id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var run = (await book.RunsOfAsync(job.Row.Name, 1000, stop)).FirstOrDefault(one => one.Id == id);
        await work.RollbackAsync();
        return run is not { Failed: true } ? "gone" : await DoNowAsync(job, run.Error is null ? run.Failures.Select(failure => failure.Club) : [], stop);
    }

    private async Task<IResult> ReplayAsync(Guid id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        if (await stuck.ReplayAsync(id, stop) is not { } timer) return Results.Redirect($"{SeeJobs.Path}?done=gone");
        work.Audit(new Act("timer.replayed", "timer", $"{id}", timer.Job));
        await work.CommitAsync(stop);
        return Results.Redirect($"{SeeJobs.Path}?done=replayed");
    }
}
