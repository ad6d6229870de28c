using PadelSaaS.Platform.Data;

namespace PadelSaaS.Platform.Jobs;

/// <summary>Clears what everybody has heard: facts, inbox rows and answers to old requests are kept for a week.</summary>
internal sealed class Sweep(Database database, TimeProvider clock)
{
    public static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Keep;
        await using var session = await PlatformSession.OpenAsync(database, stop);
        await using (var facts = session.Command("""
            delete from outbox o where o.occurred_at < $1
              and o.xid < (select coalesce(min(low), '0'::xid8) from cursors)
              and not exists (select from delayed_facts d where d.event_id = o.id)
            """, before))
            await facts.ExecuteNonQueryAsync(stop);
        await using (var heard = session.Command("delete from inbox where heard_at < $1", before - Keep))
            await heard.ExecuteNonQueryAsync(stop);
        await session.CommitAsync(stop);
    }
}
