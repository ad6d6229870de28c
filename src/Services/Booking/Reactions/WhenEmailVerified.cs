using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Who has proved an address is who booked with it as a guest: those bookings are the account's from now on. The links in old mails go on working.</summary>
internal sealed class WhenEmailVerified(UnitOfWork work, TimeProvider clock) : IReaction<EmailVerified>
{
    private const string Sql = """
        with claimed as (
          update bookings set user_id = $1, updated_at = $3 where user_id is null and lower(guest_email) = lower($2) returning id, guest_name)
        insert into booking_history (id, booking_id, at, act, actor_id, actor)
        select gen_random_uuid(), id, $3, 'claimed', $1, guest_name from claimed
        """;

    public async Task HearAsync(EmailVerified fact, CancellationToken stop)
    {
        await using var claim = work.Command(Sql, fact.UserId, fact.Email, clock.GetUtcNow());
        await claim.ExecuteNonQueryAsync(stop);
    }
}
