using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>What of a split price is held or paid counts as paid, so that what comes back when the booking is given up is reckoned from it.</summary>
internal sealed class WhenSharesChanged(UnitOfWork work, TimeProvider clock) : IReaction<SharesChanged>
{
    // What a closure has given up and may still bring back is brought back with what was paid and given back since.
    private const string Sql = """
        with noted as (
          update bookings set paid_minor = $2, given_back_minor = $4, updated_at = $3
          where id = $1 and payment_method = 'split' and status in ('confirmed', 'in_progress', 'completed', 'no_show'))
        update closure_decisions set before = before || jsonb_build_object('paid_minor', $2, 'given_back_minor', $4)
        where booking_id = $1 and told_at is null and undone_at is null and decision <> 'move' and before ->> 'payment_method' = 'split'
        """;

    public async Task HearAsync(SharesChanged fact, CancellationToken stop)
    {
        await using var note = work.Command(Sql, fact.BookingId, fact.Secured.AmountMinor, clock.GetUtcNow(), fact.GivenBackMinor);
        await note.ExecuteNonQueryAsync(stop);
    }
}
