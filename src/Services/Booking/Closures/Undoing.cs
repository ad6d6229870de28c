using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Booking.Jobs;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>A booking that an undone closure could not bring back.</summary>
/// <param name="Reason"><c>changed_meanwhile</c>: somebody changed it since; <c>slot_taken</c>: somebody else has its court.</param>
public sealed record NotRestored(Guid BookingId, string Code, string Name, string Reason);

/// <summary>How undoing went: what came back, and what could not.</summary>
internal sealed record Undone(int Restored, IReadOnlyList<NotRestored> Failed, Refusal? Refusal);

/// <summary>
/// Takes a closure back before anybody was told, with everything it did: bookings stand again where they stood, to the last column. One that
/// cannot come back stays as it was decided, is named, and its player is told.
/// </summary>
internal sealed class Undoing(UnitOfWork work, UndoneGiving giving, Visit visit, TimeProvider clock)
{
    public async Task<Undone> UndoAsync(Guid venueId, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var closure = await work.Model<BookingModel>().Closures.FromSql($"select * from closures where id = {id} and venue_id = {venueId} for update").FirstOrDefaultAsync(stop);
        var refusal = closure is null ? Refusals.NoClosure
            : ClosureAccess.Refuses(visit, closure.WholeVenue, closure.CourtIds.Length) ?? (closure.UndoneAt is null && !closure.CanBeUndone(now) ? Refusals.AlreadyTold : null);
        if (refusal is not null || closure!.UndoneAt is not null)
        {
            await work.RollbackAsync();
            return new Undone(0, [], refusal);
        }
        (closure.ReopenedAt, closure.ReopenedBy, closure.Reopener, closure.UndoneAt) = (now, visit.Caller.AccountId, visit.Caller.Name, now);
        await using (var free = work.Command("update bookings set status = 'cancelled', cancelled_by = 'staff', updated_at = $2 where closure_id = $1 and status <> 'cancelled'", id, now))
            await free.ExecuteNonQueryAsync(stop);
        var (restored, failed, touched) = await RestoreAsync(id, now, stop);
        await giving.ReturnAsync(closure, stop);
        work.Tell(new CourtReopened(closure.Tell() with { Elsewhere = touched }));
        await work.CommitAsync(stop);
        return new Undone(restored, failed, null);
    }

    private async Task<(int Restored, List<NotRestored> Failed, List<ChangedTime> Touched)> RestoreAsync(Guid closure, DateTimeOffset now, CancellationToken stop)
    {
        // Those that only changed their place leave it first: what was given up may come back to it.
        var bookings = await DecidedAsync(closure, stop);
        var failed = new List<NotRestored>();
        foreach (var booking in bookings)
        {
            if (await AttemptAsync(closure, booking, now, stop) is { } reason)
            {
                failed.Add(new NotRestored(booking.Id, booking.Code, booking.GuestName, reason));
                continue;
            }
            await History.AddAsync(work, booking.Id, now, "closure_undone", visit.Caller, booking.GuestName, new { closure }, stop);
            // A hold that came back ends when it was to end.
            if (booking.HoldExpiresAt > now) work.RingAt(booking.HoldExpiresAt.Value, EndHold.Name, $"{booking.Id}");
        }
        var after = await DecidedAsync(closure, stop);
        return (bookings.Count - failed.Count, failed, [.. bookings.Concat(after).Select(booking => new ChangedTime(booking.StartsAt, booking.EndsAt))]);
    }

    private Task<List<Booking>> DecidedAsync(Guid closure, CancellationToken stop) => work.Model<BookingModel>().Bookings
        .FromSql($"select bookings.* from bookings join closure_decisions on booking_id = bookings.id where closure_decisions.closure_id = {closure} order by decision desc, bookings.id for update of bookings")
        .AsNoTracking().ToListAsync(stop);

    private async Task<string?> AttemptAsync(Guid closure, Booking booking, DateTimeOffset now, CancellationToken stop)
    {
        await ExecuteAsync("savepoint attempt");
        try
        {
            await using var restore = Decided.Restore(work, closure, booking.Id, now);
            if (await restore.ExecuteNonQueryAsync(stop) == 0) return "changed_meanwhile";
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            await ExecuteAsync("rollback to savepoint attempt");
            return "slot_taken";
        }
        await using var undone = work.Command("update closure_decisions set undone_at = $3 where closure_id = $1 and booking_id = $2", closure, booking.Id, now);
        await undone.ExecuteNonQueryAsync(stop);
        return null;

        async Task ExecuteAsync(string sql)
        {
            await using var command = work.Command(sql);
            await command.ExecuteNonQueryAsync(stop);
        }
    }
}
