using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>Starts the clocks of recurring jobs with the process, as soon as the database answers, and stops them with it. <c>Jobs:Run=off</c> leaves the jobs to other processes.</summary>
internal sealed class JobClock(Schedulers schedulers, IConfiguration configuration, ILogger<JobClock> log) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await schedulers.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["Jobs:Run"] == "off") return;
        for (var rest = 1; !stoppingToken.IsCancellationRequested; rest = Math.Min(60, rest * 2))
        {
            try
            {
                await schedulers.StartAsync(stoppingToken);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The clocks of recurring jobs do not turn yet: {Error}", failure.Message);
                await Task.Delay(TimeSpan.FromSeconds(rest), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
