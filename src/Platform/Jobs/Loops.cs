using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Telemetry;

namespace PadelSaaS.Platform.Jobs;

/// <summary>
/// Everything that turns by itself in this process: a courier per running service, the herald and the timers. A turn that
/// found something is followed by the next at once, an idle one waits longer each time, a failed one is logged and waits. Where there is a broker, a relay and an ear per
/// running service stand in the place of the couriers.
/// </summary>
internal sealed class Loops(
    Courier courier, Delivery delivery, DelayedFacts delayed, Relay relay, Herald herald, Timers timers, Gauges gauges, Resealing resealing, RunningServices running, CourierBell bell, LimitCounters counters, ILogger<Loops> log,
    IFactBroker? broker = null) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var services = delivery.Services.Where(running.Has).ToList();
        var loops = services.ConvertAll(service => broker is null
            ? TurnAsync($"courier of {service}", () => courier.DeliverAsync(service, stoppingToken), 20, 400, stoppingToken)
            : TurnAsync($"delayed facts of {service}", () => delayed.RetryAsync(service, stoppingToken), 500, 1000, stoppingToken));
        if (broker is not null)
        {
            loops.Add(TurnAsync("relay", () => relay.CarryAsync(stoppingToken), 20, 400, stoppingToken));
            loops.AddRange(services.Select(service => TurnAsync($"ear of {service}", () => ListenAsync(service, stoppingToken), 1000, 1000, stoppingToken)));
        }
        loops.Add(TurnAsync("herald", () => herald.AnnounceAsync(stoppingToken), 20, 400, stoppingToken));
        loops.Add(TurnAsync("timers", () => timers.RingDueAsync(stoppingToken), 1000, 1000, stoppingToken));
        loops.Add(TurnAsync("counters", counters.ExchangeAsync, 200, 200, stoppingToken));
        loops.Add(TurnAsync("gauges", async () => { await gauges.LookAsync(stoppingToken); return 0; }, 15_000, 15_000, stoppingToken));
        loops.Add(TurnAsync("resealing", () => resealing.TurnAsync(stoppingToken), 60_000, 60_000, stoppingToken));
        return Task.WhenAll(loops);
    }

    private async Task<int> ListenAsync(string service, CancellationToken stop)
    {
        await broker!.ListenAsync(service, delivery.TopicsOf(service), (letters, token) => courier.HearAsync(service, letters, token), stop);
        return 0;
    }

    private async Task TurnAsync(string name, Func<Task<int>> turn, int restMilliseconds, int mostMilliseconds, CancellationToken stop)
    {
        var rest = restMilliseconds;
        while (!stop.IsCancellationRequested)
        {
            var bellRings = bell.NextRing;
            try
            {
                var done = await turn();
                if (done > 0) rest = restMilliseconds;
                if (done >= Window.MostLetters) continue;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogError("The {Loop} stumbled and goes on: {Error}", name, failure.Message);
                rest = 1000;
            }
            catch (OperationCanceledException) { return; }

            // A ring shortens an idle rest to a short one and never to nothing: a burst of facts is read in one window.
            var idle = Task.Delay(rest, stop);
            if (rest > restMilliseconds) await Task.WhenAny(idle, bellRings);
            else await idle.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            rest = bellRings.IsCompleted ? restMilliseconds : Math.Min(mostMilliseconds, Math.Max(rest * 2, restMilliseconds));
        }
    }
}
