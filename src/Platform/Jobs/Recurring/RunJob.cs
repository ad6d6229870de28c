using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Spi;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>The one class the scheduler knows: the name of the job says what is done. No two processes do one job at a time, and a run whose process died is done again.</summary>
[DisallowConcurrentExecution]
internal sealed class RunJob(JobRunner runner, IReadOnlySet<string> known, ILogger<RunJob> log) : IJob
{
    /// <summary>Which clubs it is for, by their roles; without it, all.</summary>
    public const string Clubs = "clubs";

    /// <summary>Who wants it now.</summary>
    public const string AskedBy = "asked-by";

    public async Task Execute(IJobExecutionContext context)
    {
        var (name, data) = (context.JobDetail.Key.Name, context.Trigger.JobDataMap);
        // A newer or an older version of the program has it in its table, this one has not.
        if (!known.Contains(name))
        {
            log.LogWarning("The job {Name} is due and this process does not know it", name);
            return;
        }
        var clubs = data.TryGetValue(Clubs, out var roles) && roles is string { Length: > 0 } some ? some.Split(',') : null;
        var askedBy = context.Recovering ? "recovery" : data.TryGetValue(AskedBy, out var who) ? who as string : null;
        await runner.RunAsync(name, clubs, askedBy, context.CancellationToken);
    }
}

/// <summary>Makes the jobs: there is one kind.</summary>
internal sealed class RunJobs(JobRunner runner, IReadOnlySet<string> known, ILogger<RunJob> log) : IJobFactory
{
    public IJob NewJob(TriggerFiredBundle bundle, IScheduler scheduler) => new RunJob(runner, known, log);

    public void ReturnJob(IJob job)
    {
    }
}
