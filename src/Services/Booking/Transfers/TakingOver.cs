using Microsoft.EntityFrameworkCore;
using Npgsql;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Transfers;

/// <summary>Who takes a booking over.</summary>
internal sealed record Receiver(Guid? AccountId, string Name, string? Email, string? Phone, string Language)
{
    public Counting Counting => new(AccountId, Email);
}

/// <summary>
/// Whoever was offered a booking takes it or declines, by the key of their own link. Taking changes player, key and guest details in one
/// transaction that holds the booking's row; what was paid and agreed stays with the booking. Taking twice is taking once.
/// </summary>
internal sealed class TakingOver(Limiting limiting, OneTrip trip, UnitOfWork work, IVenues venues, LinkKeys keys, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int MostAttempts = 3;

    private const string TakeSql = """
        update bookings set user_id = $2, guest_name = $3, guest_email = $4, guest_phone = null, guest_phone_sealed = $5, guest_phone_pieces = $8, language = $6, key_turn = key_turn + 1, updated_at = $7 where id = $1
        """;

    // Who played along and has the booking now would have two places.
    private const string LeavePlaceSql =
        "update booking_participants set status = 'removed' where booking_id = $1 and status in ('invited', 'accepted') and (lower(email) = lower($2) or user_id = $3)";

    // The link to join was given by who had the booking: whoever has it now gives another one, or none.
    private const string EndSharesSql = "update booking_shares set revoked_at = $2 where booking_id = $1 and revoked_at is null";

    public async Task<Handover?> FindAsync(Guid id, string? key, CancellationToken stop)
    {
        if (!await keys.OpensAsync(id, key, stop)) return null;
        var (transfer, booking) = await trip.RunAsync(
            batch =>
            {
                foreach (var sql in (string[])[$"select {Transfer.Columns} from booking_transfers where id = $1", BookingRow.ByIdSql.Replace("$1", "(select booking_id from booking_transfers where id = $1)", StringComparison.Ordinal)])
                {
                    var command = new NpgsqlBatchCommand(sql);
                    command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                    batch.BatchCommands.Add(command);
                }
            },
            async reader =>
            {
                var found = await Transfer.ReadAsync(reader);
                await reader.NextResultAsync();
                return (found, await BookingRow.ReadAsync(reader, trip.Sealed));
            }, stop);
        return transfer is not null && booking is not null && await venues.FindAsync(booking.VenueId, stop) is { } venue ? new Handover(transfer, booking, venue) : null;
    }

    public async Task<(Refusal? Refusal, Booking? Booking)> AcceptAsync(Guid id, string? key, Receiver who, CancellationToken stop)
    {
        if (current.Info.State != TenantState.Open) return (Refusals.Suspended, null);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await FindAsync(id, key, stop) is not var (transfer, booking, venue)) return (Refusals.NoTransfer, null);
            if (transfer.HasGiven(booking) && booking.UserId == who.AccountId) return (null, booking);
            if (transfer.StateAt(booking, clock.GetUtcNow()) != Transfer.Open) return (Refusals.TransferOver, null);
            if (booking.Unpaid.AmountMinor > 0 && await limiting.IsPrepaidOnlyAsync(venue, who.Counting)) return (Refusals.PrepaidOnly, null);

            // Null means that something changed between reading and writing.
            if (await AttemptAsync(transfer, booking, venue, who, stop) is { } outcome) return outcome;
        }
        return (Refusals.TransferOver, null);
    }

    public async Task<Refusal?> DeclineAsync(Handover found, CancellationToken stop)
    {
        var (transfer, booking, venue) = found;
        var now = clock.GetUtcNow();
        if (transfer.State == Transfer.Declined) return null;
        if (transfer.StateAt(booking, now) != Transfer.Open) return Refusals.TransferOver;
        await work.BeginAsync(stop);
        if (await LockedAsync(booking, stop) is not { } held || !await AnswerAsync(transfer, Transfer.Declined, null, now, stop))
        {
            await work.RollbackAsync();
            return Refusals.TransferOver;
        }
        work.Tell(new TransferDeclined(held.Tell(venue, await keys.ForAsync(held, stop)), transfer.Id, new Booker(null, "", transfer.Email, visit.Language)));
        await History.AddAsync(work, held.Id, now, "transfer_declined", visit.Caller, transfer.Email, stop);
        await work.CommitAsync(stop);
        return null;
    }

    private async Task<(Refusal? Refusal, Booking? Booking)?> AttemptAsync(Transfer transfer, Booking seen, VenueCard venue, Receiver who, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var standing = await limiting.StandingAsync(who.AccountId, who.Email, stop);
        if (standing.IsBlocked) return (Refusals.Blocked, null);
        await work.BeginAsync(stop);
        if (await limiting.DecideAsync(venue, Allowance.Of(venue, standing), new CountedWish(who.Counting, seen.StartsAt, seen.EndsAt, seen.Id), now, stop) is { Count: > 0 } limits)
        {
            await work.RollbackAsync();
            return (Refusals.Together(limits), null);
        }
        if (await LockedAsync(seen, stop) is not { } booking || HandingOver.Forbidden(booking, now) is not null || !await AnswerAsync(transfer, Transfer.Accepted, booking.KeyTurn + 1, now, stop))
        {
            await work.RollbackAsync();
            return null;
        }
        var from = booking.Tell(venue, await keys.ForAsync(booking, stop));
        await WriteAsync(booking, who, now, stop);
        work.Tell(new BookingTransferred(from, booking.Tell(venue, await keys.ForAsync(booking, stop)), transfer.Id));
        await History.AddAsync(work, booking.Id, now, "transferred", visit.Caller, who.Name, new { from = from.Booker.Name, to = who.Name }, stop);
        await work.CommitAsync(stop);
        return (null, booking);
    }

    // The row as it is now, locked; nothing if it is elsewhere or somebody else's meanwhile, or players are still to be told what a closure did to it.
    private Task<Booking?> LockedAsync(Booking seen, CancellationToken stop) => work.Model<BookingModel>().Bookings
        .FromSql($"""
            select * from bookings where id = {seen.Id} and moves = {seen.Moves} and key_turn = {seen.KeyTurn}
              and not exists (select from closure_decisions where booking_id = bookings.id and told_at is null and undone_at is null) for update
            """)
        .AsNoTracking().FirstOrDefaultAsync(stop);

    private async Task<bool> AnswerAsync(Transfer transfer, string state, int? turn, DateTimeOffset now, CancellationToken stop)
    {
        await using var answer = work.Command("update booking_transfers set state = $2, turn = $3, answered_at = $4 where id = $1 and state = 'open' and ends_at > $4", transfer.Id, state, turn, now);
        answer.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer;
        return await answer.ExecuteNonQueryAsync(stop) == 1;
    }

    private async Task WriteAsync(Booking booking, Receiver who, DateTimeOffset now, CancellationToken stop)
    {
        await using (var take = work.Command(TakeSql, booking.Id, who.AccountId, who.Name, who.Email, work.Sealed.Seal(Numbers.OfBooking.Name, booking.Id, who.Phone), who.Language, now, work.Sealed.Pieces(Numbers.OfBooking.Name, who.Phone)))
        {
            take.Parameters[1].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
            take.Parameters[3].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text;
            take.Parameters[4].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea;
            take.Parameters[7].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Bigint;
            await take.ExecuteNonQueryAsync(stop);
        }
        await using (var leave = work.Command(LeavePlaceSql, booking.Id, who.Email, who.AccountId))
        {
            (leave.Parameters[1].NpgsqlDbType, leave.Parameters[2].NpgsqlDbType) = (NpgsqlTypes.NpgsqlDbType.Text, NpgsqlTypes.NpgsqlDbType.Uuid);
            await leave.ExecuteNonQueryAsync(stop);
        }
        await using (var end = work.Command(EndSharesSql, booking.Id, now)) await end.ExecuteNonQueryAsync(stop);
        (booking.UserId, booking.GuestName, booking.GuestEmail, booking.GuestPhone, booking.Language) = (who.AccountId, who.Name, who.Email, who.Phone, who.Language);
        (booking.KeyTurn, booking.UpdatedAt) = (booking.KeyTurn + 1, now);
    }
}
