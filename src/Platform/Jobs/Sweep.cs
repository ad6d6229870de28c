using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Jobs;

/// <summary>Clears what everybody has heard: facts and inbox rows are kept for a week, runs of jobs for thirty days.</summary>
public sealed class Sweep(Database database, Readers readers, TimeProvider clock) : IPlatformJob
{
    internal static readonly TimeSpan Keep = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepRuns = TimeSpan.FromDays(30);

    /// <summary>Clears once.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Keep;
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using (var facts = session.Command("""
            delete from outbox o where o.occurred_at < $1
              and o.xid < (select coalesce(min(low), '0'::xid8) from cursors where service = any($2))
              and not exists (select from delayed_facts d where d.event_id = o.id)
            """, before, readers.Names))
            await facts.ExecuteNonQueryAsync(stop);
        await using (var heard = session.Command("delete from inbox where heard_at < $1", before - Keep))
            await heard.ExecuteNonQueryAsync(stop);
        await using (var runs = session.Command("delete from jobs.runs where started_at < $1", clock.GetUtcNow() - KeepRuns)) await runs.ExecuteNonQueryAsync(stop);
        await session.CommitAsync(stop);
    }
}

/// <summary>Clears the answers a club gave to requests that nobody repeats any more.</summary>
public sealed class SweepAnswers(UnitOfWork work, TimeProvider clock) : IClubJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using (var answers = work.Command("delete from idempotency_keys where created_at < $1", clock.GetUtcNow() - Sweep.Keep)) await answers.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }
}
