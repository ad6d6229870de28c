using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Events;

/// <summary>
/// Carries facts from the outbox to the broker, one process at a time. Its place moves on only when the broker has a whole window: while the broker is
/// away facts wait in the outbox and the product goes on.
/// </summary>
public sealed class Relay(Database database, TimeProvider clock, IFactBroker? broker = null)
{
    /// <summary>Name of its place in the outbox.</summary>
    public const string Place = "relay";

    private bool hasBegun;

    /// <summary>Carries one window.</summary>
    /// <returns>How many letters it held; 0 when there was nothing or another process is at it.</returns>
    public async Task<int> CarryAsync(CancellationToken stop)
    {
        if (broker is null) throw new InvalidOperationException("No broker is configured.");
        if (!hasBegun) await BeginAsync(stop);
        await using var window = await Window.OpenAsync(database, Place, clock.GetUtcNow(), stop);
        if (window is null) return 0;
        if (window.Letters.Count > 0)
        {
            await broker.SendAsync([.. window.Letters.Where(letter => FactCatalogue.All.ContainsKey(letter.EventType))], stop);
            CrashPoints.Pass("sent", Place);
        }
        await window.AdvanceAsync(stop);
        return window.Letters.Count;
    }

    // The first time, it begins where the service that is furthest behind stands: what that one has not heard has to come by the broker.
    private async Task BeginAsync(CancellationToken stop)
    {
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using var begin = session.Command("""
            insert into cursors (service, low, high, seq, updated_at)
            select $1, min(low), min(low), 0, $3 from cursors where service <> $2 having min(low) is not null
            on conflict do nothing
            """, Place, Herald.Place, clock.GetUtcNow());
        await begin.ExecuteNonQueryAsync(stop);
        await session.CommitAsync(stop);
        hasBegun = true;
    }
}
