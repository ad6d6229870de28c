using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Events;

/// <summary>
/// Brings facts from the outbox to the services of this process. Each service has its own place in the outbox and is served by one
/// process at a time. Facts of different aggregates go side by side, those of one aggregate in order: behind a fact that failed, the
/// later ones of its aggregate wait.
/// </summary>
public sealed class Courier(Database database, Delivery delivery, DelayedFacts delayed, TimeProvider clock, ILogger<Courier> log)
{
    private const int SideBySide = 4;

    /// <summary>Delivers one window to a service.</summary>
    /// <returns>How many letters were looked at; 0 when there was nothing or another process is at it.</returns>
    public async Task<int> DeliverAsync(string service, CancellationToken stop)
    {
        var again = await delayed.RetryAsync(service, stop);
        await using var window = await Window.OpenAsync(database, service, clock.GetUtcNow(), stop);
        if (window is null) return again;

        if (window.Letters.Count > 0) await SideBySideAsync(service, window.Letters, window.Waiting, stop);
        if (window.Letters.Count > 0) CrashPoints.Pass("advance", service);
        await window.AdvanceAsync(stop);
        return window.Letters.Count + again;
    }

    /// <summary>Delivers letters that came by the broker; those that fail are delayed as ever.</summary>
    public async Task HearAsync(string service, IReadOnlyList<Letter> letters, CancellationToken stop) =>
        await SideBySideAsync(service, letters, await delayed.WaitingAsync(service, stop), stop);

    private Task SideBySideAsync(string service, IEnumerable<Letter> letters, IReadOnlySet<Guid> waiting, CancellationToken stop) => Parallel.ForEachAsync(
        letters.Where(letter => delivery.IsHeardBy(service, letter.EventType)).GroupBy(letter => letter.Aggregate),
        new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stop },
        async (own, token) => await InOrderAsync(service, own, waiting.Contains(own.Key), token));

    private async Task InOrderAsync(string service, IEnumerable<Letter> letters, bool waits, CancellationToken stop)
    {
        foreach (var letter in letters)
        {
            string? error = null;
            if (!waits)
            {
                try
                {
                    await delivery.DeliverAsync(service, letter, stop);
                    continue;
                }
                catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
                {
                    log.LogWarning(failure, "{Service} could not react to {EventType} {EventId} of {Tenant}; it will try again", service, letter.EventType, letter.EventId, letter.TenantRole);
                    (waits, error) = (true, failure.Message);
                }
            }
            await delayed.AddAsync(service, letter, error, stop);
        }
    }
}
