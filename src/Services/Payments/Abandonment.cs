using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Closes payments whose booking ended before the money came.</summary>
internal sealed class Abandonment(UnitOfWork work)
{
    public void Abandon(IEnumerable<Payment> payments)
    {
        foreach (var payment in payments)
        {
            var online = payment.State == PaymentState.Open;
            if (payment.Fail(FailureReason.Abandoned) && online && payment.ShareId is null)
                work.Tell(new PaymentFailed(payment.Id, payment.OfBooking, FailureReason.Abandoned));
        }
    }
}
