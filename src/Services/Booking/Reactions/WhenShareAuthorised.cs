using PadelSaaS.Booking.People;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Whoever pays a share plays along: an invitation is accepted by it, and somebody who was not asked takes the place the share pays for.</summary>
internal sealed class WhenShareAuthorised(UnitOfWork work, Roster roster, TimeProvider clock) : IReaction<ShareAuthorised>
{
    public async Task HearAsync(ShareAuthorised fact, CancellationToken stop)
    {
        if (fact.ByOrganiser || (fact.Player.Name.Length == 0 && fact.Player.Email is null)) return;
        await using (var all = work.Command("select id from bookings where id = $1 for update", fact.BookingId)) await all.ExecuteNonQueryAsync(stop);
        var everybody = await roster.WithinAsync(fact.BookingId, stop);
        var known = everybody.Find(who => who.Id == fact.ParticipantId)
            ?? everybody.Find(who => fact.Player.Email is { } email && string.Equals(who.Email, email, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            await using var add = work.Command("""
                insert into booking_participants (id, booking_id, name, email, user_id, status, language, joined_at, told_at)
                values ($1, $2, nullif($3, ''), $4::text, $5::uuid, 'accepted', $6, $7, $7)
                """, fact.ShareId, fact.BookingId, fact.Player.Name, fact.Player.Email, fact.Player.AccountId, fact.Player.Language, clock.GetUtcNow());
            await add.ExecuteNonQueryAsync(stop);
            return;
        }
        await using var accept = work.Command(
            "update booking_participants set status = 'accepted', joined_at = coalesce(joined_at, $2), told_at = coalesce(told_at, $2), user_id = coalesce(user_id, $3::uuid) where id = $1", known.Id, clock.GetUtcNow(), fact.Player.AccountId);
        await accept.ExecuteNonQueryAsync(stop);
    }
}
