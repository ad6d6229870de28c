using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Reactions;

/// <summary>What of a split price is held or paid counts as paid, so that what comes back when the booking is given up is reckoned from it.</summary>
internal sealed class WhenSharesChanged(UnitOfWork work, TimeProvider clock) : IReaction<SharesChanged>
{
    public async Task HearAsync(SharesChanged fact, CancellationToken stop)
    {
        await using var note = work.Command(
            "update bookings set paid_minor = $2, given_back_minor = $4, updated_at = $3 where id = $1 and payment_method = 'split' and status in ('confirmed', 'in_progress', 'completed', 'no_show')", fact.BookingId, fact.Secured.AmountMinor, clock.GetUtcNow(), fact.GivenBackMinor);
        await note.ExecuteNonQueryAsync(stop);
    }
}
