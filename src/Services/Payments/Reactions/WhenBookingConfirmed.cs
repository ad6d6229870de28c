using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A court to be paid on arrival becomes money the desk has to ask for; those who share a price are asked for their part.</summary>
internal sealed class WhenBookingConfirmed(UnitOfWork work, SplitEnding splits, CreditParts parts, Abandonment abandonment, TimeProvider clock) : IReaction<BookingConfirmed>
{
    public async Task HearAsync(BookingConfirmed fact, CancellationToken stop)
    {
        if (fact.PaymentMethod == Split.Method) await splits.ConfirmedAsync(fact, stop);
        await LetCreditGoAsync(fact.Court.BookingId, stop);
        if (fact.PaymentMethod != Payment.AtClub || fact.Court.Price.AmountMinor <= 0) return;

        var model = work.Model<PaymentsModel>();
        var payments = await model.LockBookingAsync(fact.Court.BookingId, stop);
        if (payments.Any(payment => payment.IsWhole || payment.State == PaymentState.DueAtClub)) return;
        model.Payments.Add(Payment.ForDesk(fact.Court.BookingId, fact.Court.Price, $"{fact.Court.VenueName} · {fact.Court.CourtName}", clock.GetUtcNow()));
    }

    // It was paid another way than the one begun with credit: nobody waits for the rest of that.
    private async Task LetCreditGoAsync(Guid booking, CancellationToken stop)
    {
        var model = work.Model<PaymentsModel>();
        if (!await model.Payments.AnyAsync(one => one.BookingId == booking && one.PartOf != null && one.State == PaymentState.Held, stop)) return;
        var payments = await model.LockBookingAsync(booking, stop);
        await parts.ReleaseAsync(payments, stop);
        abandonment.Replace(payments.Where(one => one.State == PaymentState.Open && payments.Exists(part => part.PartOf == one.Id)));
    }
}
