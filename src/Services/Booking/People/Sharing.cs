using Npgsql;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.People;

/// <summary>A booking as somebody sees who opened the link to join it.</summary>
public sealed record OpenParty(Guid ShareId, Booking Booking, VenueCard Venue, int Free);

/// <summary>The organiser's link "join my booking": whoever opens it takes a free place by giving a name. A link that was revoked opens nothing any more.</summary>
internal sealed class Sharing(Roster roster, OneTrip trip, UnitOfWork work, IVenues venues, LinkKeys keys, Visit visit, TimeProvider clock)
{
    private const string LiveSql = "select id from booking_shares where booking_id = $1 and revoked_at is null";

    /// <summary>Path of the link there is, if there is one.</summary>
    public async Task<string?> LinkAsync(Guid bookingId, CancellationToken stop)
    {
        var id = await trip.RunAsync(
            batch => batch.BatchCommands.Add(With(LiveSql, bookingId)), async reader => await reader.ReadAsync(stop) ? reader.GetGuid(0) : (Guid?)null, stop);
        return id is { } share ? await LinkOfAsync(share, stop) : null;
    }

    /// <summary>Makes the link, or gives the one there is.</summary>
    public async Task<(Refusal? Refusal, string? Link)> ShareAsync(Booking booking, CancellationToken stop)
    {
        Guid? share = null;
        var refusal = await roster.ChangeAsync(booking.Id, async party =>
        {
            await using (var find = work.Command(LiveSql, booking.Id)) share = (Guid?)await find.ExecuteScalarAsync(stop);
            if (share is not null) return null;
            share = Guid.CreateVersion7(clock.GetUtcNow());
            await using var make = work.Command("insert into booking_shares (id, booking_id, created_at) values ($1, $2, $3)", share, booking.Id, party.Now);
            await make.ExecuteNonQueryAsync(stop);
            await History.AddAsync(work, booking.Id, party.Now, "shared", visit.Caller, booking.GuestName, stop);
            return null;
        }, stop);
        return (refusal, refusal is null ? await LinkOfAsync(share!.Value, stop) : null);
    }

    public Task<Refusal?> RevokeAsync(Booking booking, CancellationToken stop) => roster.ChangeAsync(booking.Id, async party =>
    {
        await using var revoke = work.Command("update booking_shares set revoked_at = $2 where booking_id = $1 and revoked_at is null", booking.Id, party.Now);
        if (await revoke.ExecuteNonQueryAsync(stop) == 1) await History.AddAsync(work, booking.Id, party.Now, "share_revoked", visit.Caller, booking.GuestName, stop);
        return null;
    }, stop);

    /// <summary>What the link leads to; null for one that was never made, was revoked or carries a wrong key.</summary>
    public async Task<OpenParty?> FindAsync(Guid shareId, string? key, CancellationToken stop)
    {
        if (!await keys.OpensAsync(shareId, key, stop)) return null;
        var booking = await trip.RunAsync(
            batch => batch.BatchCommands.Add(With(BookingRow.ByIdSql.Replace("$1", "(select booking_id from booking_shares where id = $1 and revoked_at is null)", StringComparison.Ordinal), shareId)), reader => BookingRow.ReadAsync(reader, trip.Sealed), stop);
        if (booking is null || await venues.FindAsync(booking.VenueId, stop) is not { } venue) return null;
        var party = new Party(booking, venue, await roster.OfAsync(booking.Id), clock.GetUtcNow());
        return new OpenParty(shareId, booking, venue, Math.Max(0, party.Free));
    }

    /// <summary>Takes a place, as long as there is one.</summary>
    public async Task<(Refusal? Refusal, Guid Id)> JoinAsync(OpenParty open, string name, string? email, CancellationToken stop)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var refusal = await roster.ChangeAsync(open.Booking.Id, async party =>
        {
            await using (var live = work.Command("select id from booking_shares where id = $1 and revoked_at is null", open.ShareId))
                if (await live.ExecuteScalarAsync(stop) is null) return Refusals.NoBooking;
            // An address alone proves nothing: who was asked by mail answers by the link in that mail.
            if (party.With(email) is not null) return Refusals.AlreadyInvited;
            if (party.Free <= 0) return Refusals.NoPlaceLeft;
            if (await GuestVisits.AreTooManyAsync(work, party.Venue, [email], party.Booking.Id, party.Booking.StartsAt, party.Now, stop)) return Refusals.GuestTooOften with { Field = "email" };
            var who = new BookingParticipant(id, party.Booking.Id, name, email, visit.Caller.AccountId, ParticipantStatus.Accepted, visit.Language);
            await roster.AddAsync(party, who, true, stop);
            await roster.NoteAsync(party, "joined", who, stop);
            return null;
        }, stop);
        return (refusal, id);
    }

    private async ValueTask<string> LinkOfAsync(Guid shareId, CancellationToken stop) => $"/join/{shareId}?key={await keys.ForAsync(shareId, stop)}";

    private static NpgsqlBatchCommand With(string sql, Guid id)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return command;
    }
}
