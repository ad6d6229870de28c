using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Jobs;

/// <summary>
/// How much of the process reactions and timers may take: so many at once (<c>Padel:BehindTheScenesAtOnce</c>, by default as many as there
/// are cores), whichever service they belong to. In a rush they fall behind and catch up afterwards; whoever waits for a page does not wait for them.
/// What takes longer than <see cref="Patience"/> waits for something and uses no core: it gives its place on, so that a slow service holds up no other one.
/// </summary>
public sealed class Backstage(IConfiguration configuration) : IDisposable
{
    /// <summary>How long a piece of work keeps its place.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim places = new(configuration.GetValue("Padel:BehindTheScenesAtOnce", Math.Max(2, Environment.ProcessorCount)));

    /// <summary>Does the work when there is a place for it.</summary>
    public async Task InTurnAsync(Func<Task> work, CancellationToken stop)
    {
        await places.WaitAsync(stop);
        var held = 1;
        using var patience = new Timer(_ => GiveOn(), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            await work();
        }
        finally
        {
            GiveOn();
        }

        void GiveOn()
        {
            if (Interlocked.Exchange(ref held, 0) == 1) places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}
