using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Events;

/// <summary>A fact a service could not react to.</summary>
/// <param name="ParkedAt">Since when nobody tries it any more; <see langword="null"/> while it is tried again by itself.</param>
/// <param name="Error">What went wrong the last time; addresses and numbers of people may stand in it.</param>
/// <param name="Behind">How many later facts of the same thing wait for this one.</param>
public sealed record StuckFact(
    string Service, Guid EventId, string EventType, string TenantRole, Guid Aggregate, DateTimeOffset OccurredAt, int Attempts, DateTimeOffset NextAt, DateTimeOffset? ParkedAt, string? Error, int Behind);

/// <summary>
/// The facts that failed, for whoever runs the platform: what there is and why, once more, or never. Asked inside a unit of work of the platform.
/// Those that only wait behind another one are counted there and not listed.
/// </summary>
public sealed class StuckFacts(UnitOfWork work, TimeProvider clock)
{
    private const string Select = """
        select d.service, d.event_id, o.event_type, o.tenant_role::text, d.aggregate, o.occurred_at, d.attempts, d.next_at, d.parked_at, d.error,
          (select count(*)::int from delayed_facts later where later.service = d.service and later.aggregate = d.aggregate and later.seq > d.seq)
        from delayed_facts d join outbox o on o.id = d.event_id
        """;

    private const string Listed = "where d.error is not null and ($1 = '' or d.service = $1) and (not $2 or d.parked_at is not null)";

    /// <summary>Some of them, those that were parked first, the oldest first; and how many there are.</summary>
    /// <param name="service">Only those of this service; empty for all.</param>
    public async Task<(IReadOnlyList<StuckFact> Facts, int Total)> PageAsync(string service, bool parkedOnly, int skip, int most, CancellationToken stop)
    {
        var facts = new List<StuckFact>();
        await using (var select = work.Command($"{Select} {Listed} order by d.parked_at nulls last, d.seq limit $3 offset $4", service, parkedOnly, most, skip))
        {
            await using var reader = await select.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) facts.Add(Read(reader));
        }
        await using var count = work.Command($"select count(*)::int from delayed_facts d {Listed}", service, parkedOnly);
        return (facts, (int)(await count.ExecuteScalarAsync(stop))!);
    }

    /// <summary>One of them; <see langword="null"/> when it is not stuck, or not any more.</summary>
    public async Task<StuckFact?> FindAsync(string service, Guid eventId, CancellationToken stop)
    {
        await using var select = work.Command($"{Select} where d.error is not null and d.service = $1 and d.event_id = $2", service, eventId);
        await using var reader = await select.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Read(reader) : null;
    }

    /// <summary>Has it tried again at the next look, from the first attempt on, together with what waits behind it.</summary>
    /// <returns>Whether it was still stuck.</returns>
    public async Task<bool> ReplayAsync(string service, Guid eventId, CancellationToken stop) =>
        await ExecuteAsync("update delayed_facts set attempts = 0, parked_at = null, next_at = $3 where service = $1 and event_id = $2 and error is not null", stop, service, eventId, clock.GetUtcNow()) == 1;

    /// <summary>Has every parked one tried again.</summary>
    /// <param name="service">Only those of this service; empty for all.</param>
    /// <returns>How many.</returns>
    public Task<int> ReplayAllAsync(string service, CancellationToken stop) =>
        ExecuteAsync("update delayed_facts set attempts = 0, parked_at = null, next_at = $2 where parked_at is not null and ($1 = '' or service = $1)", stop, service, clock.GetUtcNow());

    /// <summary>
    /// Gives a parked one up: the service never hears it, and what waited behind it is heard next. One that is still tried is not given up,
    /// because a process may be at it just now.
    /// </summary>
    /// <returns>Whether it was still parked.</returns>
    public async Task<bool> DiscardAsync(string service, Guid eventId, CancellationToken stop) =>
        await ExecuteAsync("delete from delayed_facts where service = $1 and event_id = $2 and parked_at is not null", stop, service, eventId) == 1;

    private static StuckFact Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetGuid(4), row.GetFieldValue<DateTimeOffset>(5), row.GetInt32(6),
        row.GetFieldValue<DateTimeOffset>(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetString(9), row.GetInt32(10));

    private async Task<int> ExecuteAsync(string sql, CancellationToken stop, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        return await command.ExecuteNonQueryAsync(stop);
    }
}
