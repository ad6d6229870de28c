using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Jobs;

/// <summary>
/// How much of the process reactions and timers may take: so many at once (<c>Padel:BehindTheScenesAtOnce</c>, by default as many as there
/// are cores), whichever service they belong to. In a rush they fall behind and catch up afterwards; whoever waits for a page does not wait for them.
/// </summary>
public sealed class Backstage(IConfiguration configuration) : IDisposable
{
    private readonly SemaphoreSlim places = new(configuration.GetValue("Padel:BehindTheScenesAtOnce", Math.Max(2, Environment.ProcessorCount)));

    /// <summary>Does the work when there is a place for it.</summary>
    public async Task InTurnAsync(Func<Task> work, CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            await work();
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}
