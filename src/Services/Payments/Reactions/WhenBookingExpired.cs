using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Nobody waits for this money any more. Should it come all the same, it is settled and Booking decides.</summary>
internal sealed class WhenBookingExpired(UnitOfWork work, Abandonment abandonment, CreditParts parts, SplitEnding splits) : IReaction<BookingExpired>
{
    public async Task HearAsync(BookingExpired fact, CancellationToken stop)
    {
        var payments = await work.Model<PaymentsModel>().LockBookingAsync(fact.BookingId, stop);
        abandonment.Abandon(payments);
        await parts.ReleaseAsync(payments, stop);
        await splits.ExpiredAsync(fact.BookingId, stop);
    }
}
