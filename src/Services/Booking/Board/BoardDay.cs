using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Board;

/// <summary>A venue's business day as the desk sees it.</summary>
/// <param name="Rows">What stands on the courts, by start.</param>
/// <param name="Notes">What staff wrote, by booking.</param>
/// <param name="Undo">The caller's own last move, while it can be undone.</param>
public sealed record BoardDay(IReadOnlyList<Booking> Rows, ILookup<Guid, string> Notes, UndoableMove? Undo);

/// <summary>A move that its maker may take back.</summary>
public sealed record UndoableMove(Guid BookingId, string Name);

/// <summary>Reads the board: bookings, notes and what can be undone, in one round trip.</summary>
internal sealed class BoardReader(OneTrip trip, Visit visit, TimeProvider clock)
{
    private const string NotesSql = """
        select n.booking_id, n.text from booking_notes n join bookings b on b.id = n.booking_id
        where b.venue_id = $1 and b.starts_at > $2::timestamptz - interval '1 day' and b.starts_at < $3 order by n.at
        """;

    public Task<BoardDay> ReadAsync(VenueCard venue, BusinessDay day, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (from, to) = (day.From.ToUniversalTime(), day.To.ToUniversalTime());
        return trip.RunAsync(
            batch =>
            {
                batch.BatchCommands.Add(Statement(BookingRow.OfDaySql, venue.Id, from, to));
                batch.BatchCommands.Add(Statement(NotesSql, venue.Id, from, to));
                batch.BatchCommands.Add(Statement(UndoingMove.LatestSql, visit.Caller.AccountId ?? Guid.Empty, now - UndoingMove.Offered));
            },
            async reader =>
            {
                var rows = (await BookingRow.ReadAllAsync(reader, trip.Sealed)).Where(row => row.Stands(now)).ToList();
                await reader.NextResultAsync(stop);
                var notes = new List<(Guid Booking, string Text)>();
                while (await reader.ReadAsync(stop)) notes.Add((reader.GetGuid(0), reader.GetString(1)));
                await reader.NextResultAsync(stop);
                var undo = await reader.ReadAsync(stop) ? new UndoableMove(reader.GetGuid(0), reader.GetString(1)) : null;
                return new BoardDay(rows, notes.ToLookup(note => note.Booking, note => note.Text), undo);
            },
            stop);
    }

    /// <summary>What stands on the courts on several days, by start.</summary>
    public async Task<IReadOnlyList<Booking>> WeekAsync(VenueCard venue, IReadOnlyList<BusinessDay> days, CancellationToken stop)
    {
        var (from, to) = (days.Min(day => day.From).ToUniversalTime(), days.Max(day => day.To).ToUniversalTime());
        var rows = await trip.RunAsync(batch => batch.BatchCommands.Add(Statement(BookingRow.OfDaySql, venue.Id, from, to)), reader => BookingRow.ReadAllAsync(reader, trip.Sealed), stop);
        return [.. rows.Where(row => row.Stands(clock.GetUtcNow()))];
    }

    private static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
