using PadelSaaS.Contracts;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Jobs;

/// <summary>
/// Tells what a closure did to bookings, once the time to undo it is over. A booking that its player or the desk changed since has told its own
/// story; what was undone is not told at all.
/// </summary>
internal sealed class TellClosure(UnitOfWork work, TimeProvider clock) : ITimerJob
{
    public const string Name = "tell-closure";

    private const string Sql = """
        with told as (
          update closure_decisions set told_at = $2 where closure_id = $1 and told_at is null and undone_at is null returning booking_id, left_status, left_moves, event_type, fact)
        select told.event_type, told.fact::text from told join bookings on id = booking_id
        where status = left_status and moves = left_moves
        """;

    public async Task RingAsync(string key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        // Whoever undoes holds the closure's row: only one of the two happens.
        await using (var alone = work.Command("select from closures where id = $1 for update", Guid.Parse(key))) await alone.ExecuteNonQueryAsync(stop);
        foreach (var fact in await ReadAsync(Guid.Parse(key), stop)) work.Tell(fact);
        await work.CommitAsync(stop);
    }

    private async Task<List<IFact>> ReadAsync(Guid closure, CancellationToken stop)
    {
        var facts = new List<IFact>();
        await using var command = work.Command(Sql, closure, clock.GetUtcNow());
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            if (FactCatalogue.Read(rows.GetString(0), rows.GetString(1)) is { } fact) facts.Add(fact);
        return facts;
    }
}
