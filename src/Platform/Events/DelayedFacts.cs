using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Events;

/// <summary>
/// Facts a service could not react to. The first of each aggregate is tried again with growing pauses; after the tenth time it is
/// parked, with its error, until somebody replays it. What comes after it in the same aggregate waits behind it.
/// </summary>
public sealed class DelayedFacts(Database database, Delivery delivery, TimeProvider clock, ILogger<DelayedFacts> log)
{
    private const int MostAttempts = 10;

    // Usually nothing is delayed: one look a second finds what another process left, and whatever is delayed here is looked at when it is due.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> nextLook = new();

    /// <summary>Notes a letter that failed (with its error) or that has to wait behind one that did (without).</summary>
    public async Task AddAsync(string service, Letter letter, string? error, CancellationToken stop)
    {
        nextLook.TryRemove(service, out _);
        var next = clock.GetUtcNow() + (error is null ? TimeSpan.Zero : Pause(1));
        await ExecuteAsync("""
            insert into delayed_facts (service, event_id, seq, aggregate, attempts, next_at, error) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing
            """, stop, service, letter.EventId, letter.Seq, letter.Aggregate, error is null ? 0 : 1, next, error);
    }

    /// <summary>Aggregates of which the service has something waiting: what comes now queues behind it.</summary>
    public async Task<IReadOnlySet<Guid>> WaitingAsync(string service, CancellationToken stop)
    {
        await using var session = await SessionAsync(stop);
        await using var command = session.Command("select distinct aggregate from delayed_facts where service = $1", service);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var waiting = new HashSet<Guid>();
        while (await reader.ReadAsync(stop)) waiting.Add(reader.GetGuid(0));
        return waiting;
    }

    /// <summary>Tries what is due.</summary>
    /// <returns>How many were delivered at last.</returns>
    public async Task<int> RetryAsync(string service, CancellationToken stop)
    {
        if (nextLook.TryGetValue(service, out var next) && clock.GetUtcNow() < next) return 0;
        nextLook[service] = clock.GetUtcNow() + BetweenLooks;
        var delivered = 0;
        foreach (var (letter, attempts) in await DueAsync(service, stop))
        {
            try
            {
                await delivery.DeliverAsync(service, letter, stop);
                await ExecuteAsync("delete from delayed_facts where service = $1 and event_id = $2", stop, service, letter.EventId);
                // What waited behind it is due now.
                nextLook.TryRemove(service, out _);
                delivered++;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                await PostponeAsync(service, letter, attempts + 1, failure, stop);
            }
        }
        return delivered;
    }

    private async Task PostponeAsync(string service, Letter letter, int attempts, Exception failure, CancellationToken stop)
    {
        var park = attempts >= MostAttempts;
        var now = clock.GetUtcNow();
        if (park) log.LogError(failure, "{Service} gave up on {EventType} {EventId} of {Tenant} after {Attempts} attempts: parked", service, letter.EventType, letter.EventId, letter.TenantRole, attempts);
        await ExecuteAsync("update delayed_facts set attempts = $3, next_at = $4, parked_at = $5, error = $6 where service = $1 and event_id = $2",
            stop, service, letter.EventId, attempts, now + Pause(attempts), park ? now : null, failure.Message);
    }

    // Only the first of an aggregate is due: the others wait behind it, parked or not.
    private async Task<List<(Letter Letter, int Attempts)>> DueAsync(string service, CancellationToken stop)
    {
        await using var session = await SessionAsync(stop);
        await using var command = session.Command("""
            select o.id, o.seq, o.tenant_role::text, o.event_type, o.aggregate, o.payload::text, o.occurred_at, o.trace_id, d.attempts
            from delayed_facts d join outbox o on o.id = d.event_id
            where d.service = $1 and d.parked_at is null and d.next_at <= $2
              and not exists (select from delayed_facts before where before.service = d.service and before.aggregate = d.aggregate and before.seq < d.seq)
            order by d.seq limit 50
            """, service, clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(stop);
        var due = new List<(Letter, int)>();
        while (await reader.ReadAsync(stop))
            due.Add((new Letter(reader.GetGuid(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4), reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6), reader.IsDBNull(7) ? null : reader.GetString(7)), reader.GetInt32(8)));
        return due;
    }

    private static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(300, 0.5 * Math.Pow(2, attempts)));

    private Task<PlatformSession> SessionAsync(CancellationToken stop) => PlatformSession.OpenAsync(database, stop);

    private async Task ExecuteAsync(string sql, CancellationToken stop, params object?[] values)
    {
        await using var session = await SessionAsync(stop);
        await using var command = session.Command(sql, values);
        await command.ExecuteNonQueryAsync(stop);
        await session.CommitAsync(stop);
    }
}
