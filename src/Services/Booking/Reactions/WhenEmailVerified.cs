using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Who has proved an address is who booked with it as a guest: those bookings and places in lessons are the account's from now on. The links in old mails go on working.</summary>
internal sealed class WhenEmailVerified(UnitOfWork work, TimeProvider clock) : IReaction<EmailVerified>
{
    private const string Sql = """
        with claimed as (
          update bookings set user_id = $1, updated_at = $3 where user_id is null and lower(guest_email) = lower($2) returning id, guest_name)
        insert into booking_history (id, booking_id, at, act, actor_id, actor)
        select gen_random_uuid(), id, $3, 'claimed', $1, guest_name from claimed
        """;

    // Whoever has a place in the same lesson by the account keeps both: nobody who said that two come is told that it is one.
    private const string PlacesSql = """
        update lesson_places p set user_id = $1, person = $3 where p.user_id is null and lower(p.email) = lower($2)
          and not exists (select from lesson_places other where other.lesson_id = p.lesson_id and other.person = $3 and other.status = 'booked')
        """;

    public async Task HearAsync(EmailVerified fact, CancellationToken stop)
    {
        await using var claim = work.Command(Sql, fact.UserId, fact.Email, clock.GetUtcNow());
        await claim.ExecuteNonQueryAsync(stop);
        await using var places = work.Command(PlacesSql, fact.UserId, fact.Email, fact.UserId.ToString());
        await places.ExecuteNonQueryAsync(stop);
    }
}
