using Npgsql;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Transfers;

/// <summary>
/// The player (or the club) offers a booking to somebody else and takes the offer back. Until it is taken the booking stays whose it is.
/// </summary>
internal sealed class HandingOver(Roster roster, OneTrip trip, UnitOfWork work, LinkKeys keys, Visit visit)
{
    // What goes out in the club's name is no way to bother many.
    private const int MostOffers = 5;

    /// <summary>Why the booking can be handed over to nobody.</summary>
    public static Refusal? Forbidden(Booking booking, DateTimeOffset now) =>
        booking.SeriesId is not null || booking.PaymentMethod == PaymentMethods.Split || booking.Status != BookingStatus.Confirmed ? Refusals.NotTransferable : booking.StartsAt <= now ? Refusals.AlreadyStarted : null;

    /// <summary>The offer that stands, if one does.</summary>
    public async Task<Transfer?> OpenAsync(Booking booking, DateTimeOffset now)
    {
        var open = await trip.RunAsync(
            batch =>
            {
                var find = new NpgsqlBatchCommand($"select {Transfer.Columns} from booking_transfers where booking_id = $1 and state = 'open'");
                find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = booking.Id });
                batch.BatchCommands.Add(find);
            },
            Transfer.ReadAsync);
        return open?.StateAt(booking, now) == Transfer.Open ? open : null;
    }

    public async Task<(Refusal? Refusal, Transfer? Transfer)> OfferAsync(Booking seen, string email, CancellationToken stop)
    {
        Transfer? made = null;
        var refusal = await roster.ChangeAsync(seen.Id, async party =>
        {
            var (booking, now) = (party.Booking, party.Now);
            // Whoever looked before it changed hands offers what is not theirs any more.
            if (booking.KeyTurn != seen.KeyTurn) return Refusals.NoBooking;
            if (Forbidden(booking, now) is { } forbidden) return forbidden;
            if (string.Equals(booking.GuestEmail, email, StringComparison.OrdinalIgnoreCase)) return Refusals.OwnAddress;
            await ExecuteAsync("update booking_transfers set state = 'ended' where booking_id = $1 and state = 'open' and ends_at <= $2", booking.Id, now);
            var (open, all) = await CountAsync(booking.Id, stop);
            if (open > 0) return Refusals.AlreadyOffered;
            if (all >= MostOffers) return Refusals.OfferedTooOften;

            made = new Transfer(Guid.CreateVersion7(now), booking.Id, email, TransferDeadline.Of(booking, now), Transfer.Open, null);
            await ExecuteAsync("insert into booking_transfers (id, booking_id, email, offered_at, ends_at) values ($1, $2, $3, $4, $5)", made.Id, booking.Id, email, now, made.EndsAt);
            work.Tell(new TransferOffered(
                booking.Tell(party.Venue, await keys.ForAsync(booking, stop)), made.Id, new Booker(null, "", email, visit.Language), made.EndsAt, Transfer.Link(made.Id, await keys.ForAsync(made.Id, stop))));
            await History.AddAsync(work, booking.Id, now, "transfer_offered", visit.Caller, booking.GuestName, new { to = email, until = made.EndsAt }, stop);
            return null;
        }, stop);
        return (refusal, refusal is null ? made : null);

        async Task ExecuteAsync(string sql, params object?[] values)
        {
            await using var command = work.Command(sql, values);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>Takes the offer back. Doing so twice, or where there is none, changes nothing.</summary>
    public Task<Refusal?> WithdrawAsync(Booking seen, CancellationToken stop) => roster.ChangeAsync(seen.Id, async party =>
    {
        if (party.Booking.KeyTurn != seen.KeyTurn) return Refusals.NoBooking;
        await using var withdraw = work.Command("update booking_transfers set state = 'withdrawn', answered_at = $2 where booking_id = $1 and state = 'open'", seen.Id, party.Now);
        if (await withdraw.ExecuteNonQueryAsync(stop) == 1) await History.AddAsync(work, seen.Id, party.Now, "transfer_withdrawn", visit.Caller, party.Booking.GuestName, stop);
        return null;
    }, stop);

    private async Task<(long Open, long All)> CountAsync(Guid bookingId, CancellationToken stop)
    {
        await using var count = work.Command("select count(*) filter (where state = 'open'), count(*) from booking_transfers where booking_id = $1", bookingId);
        await using var reader = await count.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
