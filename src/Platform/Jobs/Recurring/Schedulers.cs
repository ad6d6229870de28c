using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using PadelSaaS.Platform.Data;
using Quartz;
using Quartz.Impl;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>
/// The clocks of recurring jobs: one per service, shared through the database by all processes that run the service. Whoever only looks, or asks for a run,
/// holds one that stands still; the others turn.
/// </summary>
public sealed class Schedulers(Database database, JobRunner runner, IEnumerable<JobRow> table, RunningServices running, IConfiguration configuration, ILoggerFactory logs) : IAsyncDisposable
{
    /// <summary>Service name of the jobs that every process does.</summary>
    public const string Everybodys = "platform";

    internal const string Group = "every";
    private readonly ConcurrentDictionary<string, Lazy<Task<IScheduler>>> made = new();

    /// <summary>Every job of the house, whoever does it.</summary>
    public IReadOnlyList<JobRow> Table { get; } = [.. table.OrderBy(row => row.Name, StringComparer.Ordinal)];

    /// <summary>When a job is done, as it is configured here.</summary>
    public string CronOf(JobRow row) => configuration[$"Jobs:Every:{row.Name}"] ?? row.Cron;

    /// <summary>Writes down the jobs that are not, and corrects times that have changed. What is written is left alone: its next time, and whether it is paused.</summary>
    public async Task EnsureAsync(string service, CancellationToken stop)
    {
        var scheduler = await OfAsync(service, stop);
        foreach (var row in Table.Where(row => row.Service == service))
        {
            var (job, key, cron) = (new JobKey(row.Name, Group), new TriggerKey(row.Name, Group), CronOf(row));
            if (!await scheduler.CheckExists(job, stop))
                await scheduler.AddJob(JobBuilder.Create<RunJob>().WithIdentity(job).StoreDurably().RequestRecovery().Build(), replace: true, stop);
            if (await scheduler.GetTrigger(key, stop) is not ICronTrigger trigger) await ScheduleAsync(scheduler, TriggerOf(row, job, key, cron), stop);
            else if (trigger.CronExpressionString != cron) await scheduler.RescheduleJob(key, TriggerOf(row, job, key, cron), stop);
        }
    }

    /// <summary>Lets the clocks of the services that run here turn.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        foreach (var service in Table.Select(row => row.Service).Distinct().Where(service => service == Everybodys || running.Has(service)))
        {
            await EnsureAsync(service, stop);
            await (await OfAsync(service, stop)).Start(stop);
        }
    }

    /// <summary>Stops them: what is under way is told to end, and waited for.</summary>
    public async Task StopAsync(CancellationToken stop)
    {
        foreach (var (_, scheduler) in made)
            if (scheduler.IsValueCreated && scheduler.Value.IsCompletedSuccessfully) await (await scheduler.Value).Shutdown(waitForJobsToComplete: true, stop);
        made.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    internal async Task<IScheduler> OfAsync(string service, CancellationToken stop)
    {
        var scheduler = made.GetOrAdd(service, name => new Lazy<Task<IScheduler>>(() => MakeAsync(name)));
        try
        {
            return await scheduler.Value.WaitAsync(stop);
        }
        catch
        {
            // The database was away: the next one tries anew.
            if (scheduler.Value.IsFaulted) made.TryRemove(new(service, scheduler));
            throw;
        }
    }

    // Two processes start at once: whoever is slower finds it written.
    private static async Task ScheduleAsync(IScheduler scheduler, ITrigger trigger, CancellationToken stop)
    {
        try
        {
            await scheduler.ScheduleJob(trigger, stop);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Written by the other one.
        }
    }

    private static ITrigger TriggerOf(JobRow row, JobKey job, TriggerKey key, string cron) => TriggerBuilder.Create().WithIdentity(key).ForJob(job)
        .WithCronSchedule(cron, times => _ = row.Missed == Missed.Once ? times.InTimeZone(TimeZoneInfo.Utc).WithMisfireHandlingInstructionFireAndProceed() : times.InTimeZone(TimeZoneInfo.Utc).WithMisfireHandlingInstructionDoNothing())
        .Build();

    private async Task<IScheduler> MakeAsync(string service)
    {
        Quartz.Logging.LogContext.SetCurrentLogProvider(logs);
        var known = Table.Where(row => row.Service == service).Select(row => row.Name).ToHashSet();
        // The library keeps sources and schedulers of the whole process by name: several hosts in one process, as in tests, must not find each other's.
        var source = $"jobs{Guid.CreateVersion7():N}";
        var checkIn = configuration.GetValue("Jobs:CheckInMilliseconds", 7500);
        var settings = new NameValueCollection
        {
            ["quartz.scheduler.instanceName"] = service,
            ["quartz.scheduler.instanceId"] = $"{Environment.MachineName}/{Environment.ProcessId}/{source[^8..]}",
            ["quartz.scheduler.idleWaitTime"] = configuration.GetValue("Jobs:LookMilliseconds", 10_000).ToString(CultureInfo.InvariantCulture),
            ["quartz.scheduler.interruptJobsOnShutdownWithWait"] = "true",
            ["quartz.threadPool.maxConcurrency"] = "2",
            ["quartz.jobStore.type"] = "Quartz.Impl.AdoJobStore.JobStoreTX, Quartz",
            ["quartz.jobStore.driverDelegateType"] = "Quartz.Impl.AdoJobStore.PostgreSQLDelegate, Quartz",
            ["quartz.jobStore.tablePrefix"] = "jobs.qrtz_",
            ["quartz.jobStore.dataSource"] = source,
            ["quartz.jobStore.useProperties"] = "true",
            ["quartz.jobStore.clustered"] = "true",
            ["quartz.jobStore.clusterCheckinInterval"] = checkIn.ToString(CultureInfo.InvariantCulture),
            ["quartz.jobStore.clusterCheckinMisfireThreshold"] = (3 * checkIn).ToString(CultureInfo.InvariantCulture),
            ["quartz.jobStore.misfireThreshold"] = configuration.GetValue("Jobs:MissedAfterMilliseconds", 60_000).ToString(CultureInfo.InvariantCulture),
            ["quartz.serializer.type"] = typeof(JobData).AssemblyQualifiedName,
            [$"quartz.dataSource.{source}.provider"] = "Npgsql",
            [$"quartz.dataSource.{source}.connectionString"] = Connection(),
        };
        var scheduler = await new OwnFactory(settings).GetScheduler();
        scheduler.JobFactory = new RunJobs(runner, known, logs.CreateLogger<RunJob>());
        return scheduler;
    }

    // The scheduler opens its own connections, as the platform's role from the start, past a pooler. A connection given back is reset to that.
    private string Connection() => new NpgsqlConnectionStringBuilder(database.Settings.Direct ?? database.Settings.App)
    {
        ApplicationName = "padel jobs",
        Options = $"-c role={Database.PlatformRole} -c search_path=jobs",
        MaxPoolSize = 6,
        NoResetOnClose = false,
    }.ConnectionString;

    private sealed class OwnFactory(NameValueCollection settings) : StdSchedulerFactory(settings)
    {
        private readonly SchedulerRepository own = new();

        protected override SchedulerRepository GetSchedulerRepository() => own;
    }
}
