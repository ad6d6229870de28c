using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Booking.Reactions;

/// <summary>Who splits the price has authorised their own share: the court is theirs, and the others pay until the deadline.</summary>
internal sealed class WhenSplitSecured(TakingPaid taking) : IReaction<SplitSecured>
{
    public Task HearAsync(SplitSecured fact, CancellationToken stop) => taking.TakeAsync(fact.BookingId, fact.PaymentId, fact.Secured, PaymentMethods.Split, stop);
}
