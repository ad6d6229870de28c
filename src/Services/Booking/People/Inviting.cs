using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.People;

/// <summary>The organiser asks people to play, asks them again and lets them go. Nobody is searched for: only who is named by the organiser is asked.</summary>
internal sealed class Inviting(Roster roster, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public async Task<(Refusal? Refusal, Guid Id)> InviteAsync(Booking booking, string? name, string email, CancellationToken stop)
    {
        var who = new BookingParticipant(Guid.CreateVersion7(clock.GetUtcNow()), booking.Id, name, email, null, ParticipantStatus.Invited, visit.Language);
        var refusal = await roster.ChangeAsync(booking.Id, async party =>
        {
            if (party.With(email) is not null || string.Equals(party.Booking.GuestEmail, email, StringComparison.OrdinalIgnoreCase)) return Refusals.AlreadyInvited;
            if (party.Free <= 0) return Refusals.NoPlaceLeft;
            if (await GuestVisits.AreTooManyAsync(work, party.Venue, [email], booking.Id, party.Booking.StartsAt, party.Now, stop)) return Refusals.GuestTooOften with { Field = "email" };
            var isNews = party.Booking.Status != BookingStatus.Pending;
            await roster.AddAsync(party, who, isNews, stop);
            await roster.InformAsync(party.Booking, party.Venue, who, ParticipantNews.Invited, who.Id, stop);
            await roster.NoteAsync(party, "invited", who, stop);
            return null;
        }, stop);
        return (refusal, who.Id);
    }

    /// <summary>Sends the invitation once more, to whoever has not answered.</summary>
    public Task<Refusal?> RemindAsync(Booking booking, Guid participantId, CancellationToken stop) => roster.ChangeAsync(booking.Id, async party =>
    {
        if (party.Everybody.FirstOrDefault(one => one.Id == participantId) is not { Email: not null } who) return Refusals.NoParticipant;
        if (who.Status != ParticipantStatus.Invited) return Refusals.AlreadyAnswered;
        // One an hour at the most: what goes out in the club's name is no way to bother somebody.
        var hour = new Guid([.. who.Id.ToByteArray().AsSpan(0, 12), .. BitConverter.GetBytes((int)(party.Now.ToUnixTimeSeconds() / 3600))]);
        await roster.InformAsync(party.Booking, party.Venue, who, ParticipantNews.Invited, hour, stop);
        return null;
    }, stop);

    public Task<Refusal?> RemoveAsync(Booking booking, Guid participantId, CancellationToken stop) => roster.ChangeAsync(booking.Id, async party =>
    {
        if (party.Everybody.FirstOrDefault(one => one.Id == participantId) is not { } who) return Refusals.NoParticipant;
        await roster.SetAsync(party, who, ParticipantStatus.Removed, stop);
        if (who.HasPlace) await roster.InformAsync(party.Booking, party.Venue, who, ParticipantNews.Removed, who.Id, stop);
        await roster.NoteAsync(party, "participant_removed", who, stop);
        return null;
    }, stop);
}
