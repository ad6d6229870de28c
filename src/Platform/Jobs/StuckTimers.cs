using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Jobs;

/// <summary>A timer that failed ten times and rings no more.</summary>
/// <param name="Error">What went wrong the last time; addresses and numbers of people may stand in it.</param>
public sealed record StuckTimer(Guid Id, string TenantRole, string Job, string Key, int Attempts, DateTimeOffset ParkedAt, string? Error);

/// <summary>The timers that are parked, for whoever runs the platform. Asked inside a unit of work of the platform.</summary>
public sealed class StuckTimers(UnitOfWork work, TimeProvider clock)
{
    /// <summary>Those that were parked last, and how many there are.</summary>
    public async Task<(IReadOnlyList<StuckTimer> Timers, int Total)> ListAsync(int most, CancellationToken stop)
    {
        var timers = new List<StuckTimer>();
        await using (var select = work.Command("select id, tenant_role::text, job, key, attempts, parked_at, error from timers where parked_at is not null order by parked_at desc, id limit $1", most))
        {
            await using var row = await select.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop))
                timers.Add(new StuckTimer(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetString(6)));
        }
        await using var count = work.Command("select count(*)::int from timers where parked_at is not null");
        return (timers, (int)(await count.ExecuteScalarAsync(stop))!);
    }

    /// <summary>Has one ring again now, with ten more attempts.</summary>
    /// <returns>Which one; <see langword="null"/> when it is not parked, or not any more.</returns>
    public async Task<StuckTimer?> ReplayAsync(Guid id, CancellationToken stop)
    {
        await using var update = work.Command("""
            update timers t set attempts = 0, parked_at = null, due_at = $2 from timers before where t.id = $1 and before.id = t.id and t.parked_at is not null
            returning t.id, t.tenant_role::text, t.job, t.key, before.attempts, before.parked_at, t.error
            """, id, clock.GetUtcNow());
        await using var row = await update.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop)
            ? new StuckTimer(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetString(6))
            : null;
    }
}
