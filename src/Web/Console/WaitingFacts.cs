using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Web.Console;

/// <summary>Facts that could not be delivered and timers that could not ring, in numbers.</summary>
public sealed record WaitingCount(long DelayedFacts, long ParkedFacts, long ParkedTimers);

/// <summary>Counts what waits in the platform's own tables: the platform has no business words, so it has no page of its own either.</summary>
internal sealed class WaitingFacts(UnitOfWork work)
{
    public async Task<WaitingCount> CountAsync(CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await using var count = work.Command("""
            select count(*) filter (where parked_at is null), count(*) filter (where parked_at is not null),
                   (select count(*) from timers where parked_at is not null)
            from delayed_facts
            """);
        await using var reader = await count.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new WaitingCount(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
