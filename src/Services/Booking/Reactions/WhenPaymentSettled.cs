using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Booking.Reactions;

/// <summary>The money is there: the hold becomes a booking, or it goes back.</summary>
internal sealed class WhenPaymentSettled(TakingPaid taking) : IReaction<PaymentSettled>
{
    public Task HearAsync(PaymentSettled fact, CancellationToken stop) => taking.TakeAsync(fact.BookingId, fact.PaymentId, fact.Amount, fact.Provider, stop);
}
