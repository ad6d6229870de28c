using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Another court or time has another price: what is too much goes back, what is missing is asked for at the desk. Decided by what is here
/// and not by what was, so that hearing it twice changes nothing.
/// </summary>
internal sealed class WhenBookingMoved(UnitOfWork work, Refunding refunding, SplitMoving splits, TimeProvider clock) : IReaction<BookingMoved>
{
    public async Task HearAsync(BookingMoved fact, CancellationToken stop)
    {
        var model = work.Model<PaymentsModel>();
        var payments = await model.LockBookingAsync(fact.Court.BookingId, stop);
        if (await splits.MovedAsync(fact, stop) is { } shared)
        {
            await AskAtTheDeskAsync(fact, shared, payments, model, stop);
            return;
        }
        if (fact.Refund.AmountMinor > 0)
        {
            var ours = payments.Where(payment => payment.Currency == fact.Refund.Currency).ToList();
            var tooMuch = await refunding.LeftAsync(ours, stop) - fact.Paid.AmountMinor;
            await refunding.OweAsync(ours, Math.Min(fact.Refund.AmountMinor, tooMuch), "booking_moved", stop);
        }
        await AskAtTheDeskAsync(fact, fact.Paid.AmountMinor, payments, model, stop);
    }

    private async Task AskAtTheDeskAsync(BookingMoved fact, long paidMinor, List<Payment> payments, PaymentsModel model, CancellationToken stop)
    {
        // What the desk took a moment ago is here already, though the booking may not have heard of it.
        var here = await refunding.LeftAsync(payments.Where(payment => payment.Currency == fact.Court.Price.Currency), stop);
        // What was let go of the price before stays let go.
        var letGo = payments.Where(payment => payment.IsLetGo && payment.Currency == fact.Court.Price.Currency).Sum(payment => payment.AmountMinor);
        var due = fact.Court.Price.AmountMinor - letGo - Math.Max(paidMinor, here);
        var asked = payments.Where(payment => payment.State == PaymentState.DueAtClub).ToList();
        if (asked.Any(payment => payment.AmountMinor == due)) return;
        foreach (var payment in asked) payment.Fail(FailureReason.Replaced);
        if (due <= 0) return;

        // The old demand has to be gone before the new one stands: there is one at a time.
        await model.SaveChangesAsync(stop);
        model.Payments.Add(Payment.ForDesk(
            fact.Court.BookingId, fact.Court.Price with { AmountMinor = due }, $"{fact.Court.VenueName} · {fact.Court.CourtName}", clock.GetUtcNow()));
    }
}
