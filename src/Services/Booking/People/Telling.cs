using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.People;

/// <summary>Tells everybody who has a place what became of the booking, in the transaction of the reaction that heard it.</summary>
internal sealed class Telling(Roster roster, UnitOfWork work, LinkKeys keys, TimeProvider clock)
{
    /// <summary>Those who were named while the booking was not paid yet are asked now, once.</summary>
    public async Task InviteAsync(BookedCourt court, CancellationToken stop)
    {
        List<BookingParticipant> asked;
        await using (var ask = work.Command(
            $"update booking_participants set told_at = $2 where booking_id = $1 and told_at is null and status = 'invited' and email is not null returning {BookingParticipant.Columns}", court.BookingId, clock.GetUtcNow()))
        await using (var reader = await ask.ExecuteReaderAsync(stop)) asked = await BookingParticipant.ReadAsync(reader);
        foreach (var who in asked) await TellAsync(court, who, ParticipantNews.Invited, null, who.Id, stop);
    }

    public async Task MovedAsync(BookingMoved fact, CancellationToken stop)
    {
        foreach (var who in await roster.WithinAsync(fact.Court.BookingId, stop))
            if (who.HasPlace) await TellAsync(fact.Court, who, ParticipantNews.Moved, fact.From, new Guid([.. who.Id.ToByteArray().AsSpan(0, 12), .. BitConverter.GetBytes(fact.Court.Moves)]), stop);
    }

    public async Task CancelledAsync(BookingCancelled fact, CancellationToken stop)
    {
        foreach (var who in await roster.WithinAsync(fact.Court.BookingId, stop))
            if (who.HasPlace) await TellAsync(fact.Court, who, ParticipantNews.Cancelled, null, who.Id, stop);
    }

    private async Task TellAsync(BookedCourt court, BookingParticipant who, string news, BookedCourt? from, Guid occasion, CancellationToken stop)
    {
        if (who.Email is not null) work.Tell(new ParticipantInformed(court, who.Id, who.AsReader, news, BookingParticipant.Link(who.Id, await keys.ForAsync(who.Id, stop)), from, occasion));
    }
}
