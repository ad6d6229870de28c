using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.People;

/// <summary>A booking whose row is locked, with everybody who has or had a place.</summary>
internal sealed record Party(Booking Booking, VenueCard Venue, IReadOnlyList<BookingParticipant> Everybody, DateTimeOffset Now)
{
    /// <summary>Places nobody has, the organiser's own counted.</summary>
    public int Free => Places.Of(Booking, Venue) - 1 - Everybody.Count(one => one.HasPlace);

    public BookingParticipant? With(string? email) =>
        email is null ? null : Everybody.FirstOrDefault(one => one.HasPlace && string.Equals(one.Email, email, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// The people of a booking. Whoever changes them locks the booking's row first: of two who want the last place, one waits and is told that it
/// is gone.
/// </summary>
internal sealed class Roster(OneTrip trip, UnitOfWork work, IVenues venues, LinkKeys keys, Visit visit, TimeProvider clock)
{
    private const string AllSql = $"select {BookingParticipant.Columns} from booking_participants where booking_id = $1 and status <> 'removed' order by id";

    /// <summary>Everybody of a booking but the organiser, in the order they were asked.</summary>
    public Task<List<BookingParticipant>> OfAsync(Guid bookingId) => trip.RunAsync(
        batch =>
        {
            var all = new NpgsqlBatchCommand(AllSql);
            all.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = bookingId });
            batch.BatchCommands.Add(all);
        },
        BookingParticipant.ReadAsync);

    /// <summary>Changes the people of a booking that is still to be played, in one transaction; or says why not.</summary>
    /// <param name="change">Null when it was done.</param>
    public async Task<Refusal?> ChangeAsync(Guid bookingId, Func<Party, Task<Refusal?>> change, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var now = clock.GetUtcNow();
        var booking = await work.Model<BookingModel>().Bookings.FromSql($"select * from bookings where id = {bookingId} for update").AsNoTracking().FirstOrDefaultAsync(stop);
        var refusal = booking is null || await venues.FindAsync(booking.VenueId, stop) is not { } venue ? Refusals.NoBooking
            : booking.StatusAt(now) is not (BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.InProgress) || booking.EndsAt <= now ? Refusals.NotChangeable
            : await change(new Party(booking, venue, await WithinAsync(bookingId, stop), now));
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        return refusal;
    }

    /// <summary>Everybody of a booking, inside the present transaction.</summary>
    public async Task<List<BookingParticipant>> WithinAsync(Guid bookingId, CancellationToken stop)
    {
        await using var all = work.Command(AllSql, bookingId);
        await using var reader = await all.ExecuteReaderAsync(stop);
        return await BookingParticipant.ReadAsync(reader);
    }

    /// <summary>Gives somebody a place; a group that grows is a larger group.</summary>
    public async Task AddAsync(Party party, BookingParticipant who, bool told, CancellationToken stop)
    {
        await using (var add = work.Command("""
            insert into booking_participants (id, booking_id, name, email, user_id, status, language, joined_at, told_at)
            values ($1, $2, $3, $4, $5, $6, $7, case when $6 = 'accepted' then $8 end, case when $9 then $8 end)
            """, who.Id, who.BookingId, who.Name, who.Email, who.AccountId, who.Status, who.Language, party.Now, told))
        {
            foreach (var (at, type) in new[] { (2, NpgsqlTypes.NpgsqlDbType.Text), (3, NpgsqlTypes.NpgsqlDbType.Text), (4, NpgsqlTypes.NpgsqlDbType.Uuid) }) add.Parameters[at].NpgsqlDbType = type;
            await add.ExecuteNonQueryAsync(stop);
        }
        var people = 2 + party.Everybody.Count(one => one.HasPlace);
        await using var grow = work.Command("update bookings set group_size = greatest(group_size, $2) where id = $1", party.Booking.Id, people);
        await grow.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Notes what became of a place.</summary>
    public async Task SetAsync(Party party, BookingParticipant who, string status, CancellationToken stop)
    {
        await using var set = work.Command("""
            update booking_participants set status = $2, user_id = coalesce(user_id, $3), joined_at = case when $2 = 'accepted' then $4 else joined_at end where id = $1
            """, who.Id, status, status == ParticipantStatus.Accepted ? visit.Caller.AccountId : null, party.Now);
        set.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
        await set.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Tells somebody something, if there is an address. A booking that nobody has paid yet is nobody's news.</summary>
    public async Task InformAsync(Booking booking, VenueCard venue, BookingParticipant who, string news, Guid occasion, CancellationToken stop)
    {
        if (who.Email is null || booking.Status == BookingStatus.Pending) return;
        var link = BookingParticipant.Link(who.Id, await keys.ForAsync(who.Id, stop));
        work.Tell(new ParticipantInformed(booking.Tell(venue, await keys.ForAsync(booking, stop)), who.Id, who.AsReader, news, link, null, occasion));
    }

    public Task NoteAsync(Party party, string act, BookingParticipant who, CancellationToken stop) =>
        History.AddAsync(work, party.Booking.Id, party.Now, act, visit.Caller, who.Shown, new { participant = who.Shown }, stop);
}
