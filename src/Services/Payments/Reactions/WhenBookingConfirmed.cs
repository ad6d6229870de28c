using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A court to be paid on arrival becomes money the desk has to ask for; those who share a price are asked for their part.</summary>
internal sealed class WhenBookingConfirmed(UnitOfWork work, SplitEnding splits, TimeProvider clock) : IReaction<BookingConfirmed>
{
    public async Task HearAsync(BookingConfirmed fact, CancellationToken stop)
    {
        if (fact.PaymentMethod == Split.Method) await splits.ConfirmedAsync(fact, stop);
        if (fact.PaymentMethod != Payment.AtClub || fact.Court.Price.AmountMinor <= 0) return;

        var model = work.Model<PaymentsModel>();
        var payments = await model.LockBookingAsync(fact.Court.BookingId, stop);
        if (payments.Any(payment => payment.IsWhole || payment.State == PaymentState.DueAtClub)) return;
        model.Payments.Add(Payment.ForDesk(fact.Court.BookingId, fact.Court.Price, $"{fact.Court.VenueName} · {fact.Court.CourtName}", clock.GetUtcNow()));
    }
}
