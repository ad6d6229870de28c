using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Board;

/// <summary>What somebody of the staff wrote about a booking.</summary>
public sealed record BookingNote(Guid Id, DateTimeOffset At, string Author, string Text);

/// <summary>Notes that staff write for each other. The player sees none of them; the history says who wrote and who took away.</summary>
internal sealed class Noting(Finding finding, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const int MostLetters = 500;
    private const int MostNotes = 20;

    /// <returns>The notes, the oldest first; nothing where there is no such booking.</returns>
    public async Task<IReadOnlyList<BookingNote>?> ReadAsync(Guid bookingId, CancellationToken stop)
    {
        if (await finding.ReadAsync(bookingId, null, stop) is null) return null;
        await work.BeginAsync(stop);
        await using var read = work.Command("select id, at, author, text from booking_notes where booking_id = $1 order by at, id", bookingId);
        var notes = new List<BookingNote>();
        await using (var reader = await read.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) notes.Add(new BookingNote(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3)));
        await work.RollbackAsync();
        return notes;
    }

    public async Task<(BookingNote? Note, Refusal? Refusal)> WriteAsync(Guid bookingId, string text, CancellationToken stop)
    {
        if (await finding.ReadAsync(bookingId, null, stop) is not var (booking, _)) return (null, Refusals.NoBooking);
        var now = clock.GetUtcNow();
        var note = new BookingNote(Guid.CreateVersion7(now), now, visit.Caller.Name, text);
        await work.BeginAsync(stop);
        await using var write = work.Command(
            $"insert into booking_notes (id, booking_id, at, author_id, author, text) select $1, $2, $3, $4, $5, $6 where (select count(*) from booking_notes where booking_id = $2) < {MostNotes}",
            note.Id, bookingId, now, visit.Caller.AccountId, note.Author, text);
        if (await write.ExecuteNonQueryAsync(stop) == 0)
        {
            await work.RollbackAsync();
            return (null, Refusals.TooManyNotes);
        }
        await TellAsync(booking, now, "noted", stop);
        return (note, null);
    }

    public async Task<Refusal?> TakeAwayAsync(Guid bookingId, Guid noteId, CancellationToken stop)
    {
        if (await finding.ReadAsync(bookingId, null, stop) is not var (booking, _)) return Refusals.NoBooking;
        await work.BeginAsync(stop);
        await using var remove = work.Command("delete from booking_notes where id = $1 and booking_id = $2", noteId, bookingId);
        if (await remove.ExecuteNonQueryAsync(stop) == 0) await work.RollbackAsync();
        else await TellAsync(booking, clock.GetUtcNow(), "note_removed", stop);
        return null;
    }

    private async Task TellAsync(Booking booking, DateTimeOffset now, string act, CancellationToken stop)
    {
        work.Tell(new BookingNoted(booking.Id, booking.VenueId, booking.StartsAt, booking.EndsAt));
        await History.AddAsync(work, booking.Id, now, act, visit.Caller, booking.GuestName, stop);
        await work.CommitAsync(stop);
    }
}
