using Npgsql;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.People;

/// <summary>A booking as somebody sees who plays along: where and when, with whom, and nothing about money.</summary>
public sealed record Participation(BookingParticipant Who, Booking Booking, VenueCard Venue);

/// <summary>Those who were asked say yes or no, and leave again. They come by the key of their own link, or by the account that answered before.</summary>
internal sealed class Answering(Roster roster, OneTrip trip, IVenues venues, LinkKeys keys, Visit visit)
{
    public async Task<Participation?> FindAsync(Guid participantId, string? key, CancellationToken stop)
    {
        var (who, booking) = await trip.RunAsync(
            batch =>
            {
                foreach (var sql in (string[])[$"select {BookingParticipant.Columns} from booking_participants where id = $1", $"{BookingRow.ByIdSql.Replace("$1", "(select booking_id from booking_participants where id = $1)", StringComparison.Ordinal)}"])
                {
                    var command = new NpgsqlBatchCommand(sql);
                    command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = participantId });
                    batch.BatchCommands.Add(command);
                }
            },
            async reader =>
            {
                var found = await BookingParticipant.ReadAsync(reader);
                await reader.NextResultAsync();
                return (found.FirstOrDefault(), await BookingRow.ReadAsync(reader, trip.Sealed));
            }, stop);
        if (who is null || booking is null || who.Status == ParticipantStatus.Removed) return null;
        var may = (who.AccountId is { } account && account == visit.Caller.AccountId) || await keys.OpensAsync(who.Id, key, stop);
        return may && await venues.FindAsync(booking.VenueId, stop) is { } venue ? new Participation(who, booking, venue) : null;
    }

    public Task<Refusal?> AcceptAsync(Participation participation, CancellationToken stop) => AnswerAsync(participation, ParticipantStatus.Accepted, stop);

    public Task<Refusal?> DeclineAsync(Participation participation, CancellationToken stop) =>
        AnswerAsync(participation, participation.Who.Status == ParticipantStatus.Accepted ? ParticipantStatus.Left : ParticipantStatus.Declined, stop);

    private Task<Refusal?> AnswerAsync(Participation participation, string status, CancellationToken stop) => roster.ChangeAsync(participation.Booking.Id, async party =>
    {
        if (party.Everybody.FirstOrDefault(one => one.Id == participation.Who.Id) is not { } who) return Refusals.NoParticipant;
        // Saying the same twice is saying it once; who had gone and comes back needs a place.
        if (who.Status == status) return null;
        if (status == ParticipantStatus.Accepted && !who.HasPlace && (party.Free <= 0 || party.With(who.Email) is not null)) return Refusals.NoPlaceLeft;
        await roster.SetAsync(party, who, status, stop);
        await roster.NoteAsync(party, status == ParticipantStatus.Accepted ? "accepted" : status == ParticipantStatus.Left ? "left" : "declined", who, stop);
        return null;
    }, stop);
}
