using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>A club that keeps a part of the price from somebody who did not come owes the rest, or asks at the desk for what of that part is missing.</summary>
internal sealed class WhenNoShowRecorded(UnitOfWork work, Refunding refunding, SplitEnding splits, TimeProvider clock) : IReaction<NoShowRecorded>
{
    public async Task HearAsync(NoShowRecorded fact, CancellationToken stop)
    {
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(fact.Court.BookingId, stop);
        AskAtTheDesk(fact, payments);
        if (fact.Refund is not { AmountMinor: > 0 } refund) return;
        if (await splits.GiveBackAsync(fact.Court.BookingId, refund.AmountMinor, "no_show", stop)) return;
        await refunding.OweAsync(payments.Where(payment => payment.Currency == refund.Currency), refund.AmountMinor, "no_show", stop);
    }

    // The price is not due any more. What somebody paid at the desk just before this was heard is not asked for again.
    private void AskAtTheDesk(NoShowRecorded fact, List<Payment> payments)
    {
        var asked = payments.Find(payment => payment.State == PaymentState.DueAtClub);
        var due = Math.Min(fact.Unpaid.AmountMinor, asked?.AmountMinor ?? (payments.Exists(payment => payment.SettledAt is not null || payment.IsLetGo) ? 0 : fact.Unpaid.AmountMinor));
        if (due > 0 && asked is not null) asked.AskFor(due);
        else if (due > 0) work.Model<PaymentsModel>().Payments.Add(Payment.ForDesk(fact.Court.BookingId, fact.Unpaid with { AmountMinor = due }, $"{fact.Court.VenueName} · {fact.Court.CourtName}", clock.GetUtcNow()));
        else asked?.Fail(FailureReason.Replaced);
    }
}
