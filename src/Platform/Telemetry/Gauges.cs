using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Platform.Telemetry;

/// <summary>Looks every few seconds at what can only be asked: how far facts and timers are behind. Every process sees the same; whoever draws takes the most.</summary>
public sealed class Gauges(Database database, FactLag facts, TimeProvider clock)
{
    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        var lags = await facts.LookAsync(stop);
        var now = clock.GetUtcNow();
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using var command = session.Command("""
            select count(*) filter (where parked_at is null and due_at <= $1), min(due_at) filter (where parked_at is null and due_at <= $1), count(parked_at)
            from timers where due_at <= $1 or parked_at is not null
            """, now);
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        var oldest = row.IsDBNull(1) ? 0 : (now - row.GetFieldValue<DateTimeOffset>(1)).TotalSeconds;
        Meters.Look(lags, new TimerLag(row.GetInt64(0), oldest, row.GetInt64(2)), now);
    }
}
