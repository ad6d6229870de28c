using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Whoever had a share has it no more, so their place is free. Whom the bank let down is still expected to play.</summary>
internal sealed class WhenShareGivenUp(UnitOfWork work) : IReaction<ShareGivenUp>
{
    public async Task HearAsync(ShareGivenUp fact, CancellationToken stop)
    {
        if (fact.Reason == "hold_ended") return;
        await using var leave = work.Command("""
            update booking_participants set status = case when $4 = 'left' then 'left' else 'removed' end
            where booking_id = $1 and status in ('invited', 'accepted') and (id = $2::uuid or id = $5 or lower(email) = lower($3::text))
            """, fact.BookingId, fact.ParticipantId, fact.Email, fact.Reason, fact.ShareId);
        await leave.ExecuteNonQueryAsync(stop);
    }
}
