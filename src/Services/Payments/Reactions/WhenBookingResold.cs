using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Others play at the time of a booking that was given up: what was kept of it is owed to whoever paid, to each in proportion to what was kept of theirs.</summary>
internal sealed class WhenBookingResold(UnitOfWork work, Refunding refunding, Crediting crediting, ShareTelling telling) : IReaction<BookingResold>
{
    private const string Reason = "booking_resold";

    public async Task HearAsync(BookingResold fact, CancellationToken stop)
    {
        var payments = (await work.Model<PaymentsModel>().LockBookingAsync(fact.Court.BookingId, stop)).Where(payment => payment.Currency == fact.Refund.Currency).ToList();
        var left = new List<long>();
        foreach (var payment in payments) left.Add(await refunding.LeftAsync([payment], stop));
        // What the club gave back of its own accord meanwhile goes back once.
        var back = Math.Min(fact.Refund.AmountMinor, left.Sum());
        if (back <= 0) return;
        var split = fact.Shared ? await work.Model<PaymentsModel>().LockSplitAsync(fact.Court.BookingId, stop) : null;
        foreach (var (payment, part) in payments.Zip(Portions.Of(back, left)))
        {
            if (part == 0) continue;
            if (split?.Paid(payment.Id) is { } share) await telling.ResoldAsync(split, share, part, stop);
            if (fact.AsCredit && fact.Court.Booker.AccountId is { } account) await crediting.GiveAsync([payment], account, part, Reason, stop);
            else await refunding.OweAsync([payment], part, Reason, stop);
        }
    }
}
