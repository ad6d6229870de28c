using System.Text.Json;
using PadelSaaS.Platform.Tenancy;
using Quartz;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>A run as it is remembered.</summary>
/// <param name="AskedBy">Who wanted it then; <see langword="null"/> when the clock did.</param>
/// <param name="EndedAt"><see langword="null"/> while it is under way.</param>
/// <param name="Clubs">At how many clubs it was done.</param>
public sealed record JobRun(Guid Id, string Job, string Node, string? AskedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Clubs, IReadOnlyList<ClubFailure> Failures, string? Error)
{
    /// <summary>Whether it ended, and not well.</summary>
    public bool Failed => EndedAt is not null && (Error is not null || Failures.Count > 0);
}

/// <summary>A recurring job as it stands.</summary>
/// <param name="NextAt">Its next run; <see langword="null"/> when no process has written it down yet.</param>
public sealed record JobState(JobRow Row, string Cron, DateTimeOffset? NextAt, bool IsPaused, JobRun? Last);

/// <summary>The recurring jobs for whoever runs the platform: what is done when, what came of it, and done now, paused, gone on with. Asked inside a unit of work of the platform.</summary>
public sealed class JobBook(UnitOfWork work, Schedulers schedulers)
{
    private const string Columns = "id, job, node, asked_by, started_at, ended_at, clubs, failures::text, error";

    /// <summary>Every job of the house.</summary>
    public async Task<IReadOnlyList<JobState>> AllAsync(CancellationToken stop)
    {
        var next = new Dictionary<string, (DateTimeOffset? At, bool IsPaused)>();
        await using (var triggers = work.Command("select trigger_name, next_fire_time, trigger_state from jobs.qrtz_triggers where trigger_group = $1", Schedulers.Group))
        await using (var row = await triggers.ExecuteReaderAsync(stop))
            while (await row.ReadAsync(stop))
                next[row.GetString(0)] = (row.IsDBNull(1) ? null : new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero), row.GetString(2).StartsWith("PAUSED", StringComparison.Ordinal));
        var last = (await RunsAsync($"select distinct on (job) {Columns} from jobs.runs order by job, started_at desc", stop)).ToDictionary(run => run.Job);
        return [.. schedulers.Table.Select(row => new JobState(row, schedulers.CronOf(row), next.GetValueOrDefault(row.Name).At, next.GetValueOrDefault(row.Name).IsPaused, last.GetValueOrDefault(row.Name)))];
    }

    /// <summary>One of them; <see langword="null"/> for a name nobody has.</summary>
    public async Task<JobState?> FindAsync(string name, CancellationToken stop) => (await AllAsync(stop)).FirstOrDefault(state => state.Row.Name == name);

    /// <summary>Its last runs, the newest first.</summary>
    public Task<IReadOnlyList<JobRun>> RunsOfAsync(string name, int most, CancellationToken stop) =>
        RunsAsync($"select {Columns} from jobs.runs where job = $1 order by started_at desc limit $2", stop, name, most);

    /// <summary>Has it done as soon as a process that runs its service looks, which takes some seconds; if it is under way just now, afterwards.</summary>
    /// <param name="clubs">Roles of the only clubs to do it at; empty for all.</param>
    public async Task DoNowAsync(JobState job, IEnumerable<string> clubs, string askedBy, CancellationToken stop)
    {
        await schedulers.EnsureAsync(job.Row.Service, stop);
        var data = new JobDataMap { [RunJob.AskedBy] = askedBy, [RunJob.Clubs] = string.Join(',', clubs) };
        await (await schedulers.OfAsync(job.Row.Service, stop)).TriggerJob(new JobKey(job.Row.Name, Schedulers.Group), data, stop);
    }

    /// <summary>Leaves out its runs from now on. One that is under way goes on.</summary>
    public async Task PauseAsync(JobState job, CancellationToken stop)
    {
        await schedulers.EnsureAsync(job.Row.Service, stop);
        await (await schedulers.OfAsync(job.Row.Service, stop)).PauseTrigger(new TriggerKey(job.Row.Name, Schedulers.Group), stop);
    }

    /// <summary>Goes on with it; what was missed meanwhile is made up for as the job says.</summary>
    public async Task ResumeAsync(JobState job, CancellationToken stop) =>
        await (await schedulers.OfAsync(job.Row.Service, stop)).ResumeTrigger(new TriggerKey(job.Row.Name, Schedulers.Group), stop);

    private async Task<IReadOnlyList<JobRun>> RunsAsync(string sql, CancellationToken stop, params object?[] values)
    {
        var runs = new List<JobRun>();
        await using var select = work.Command(sql, values);
        await using var row = await select.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
            runs.Add(new JobRun(row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
                row.GetInt32(6), JsonSerializer.Deserialize<List<ClubFailure>>(row.GetString(7)) ?? [], row.IsDBNull(8) ? null : row.GetString(8)));
        return runs;
    }
}
