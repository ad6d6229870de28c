using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>
/// Closes payments whose booking ended before the money came. Whoever is just paying may still come in time: only an hour later is the payment
/// called off at its provider, where that can be done. What another payment took the place of is called off at once: paying it would only be given back.
/// </summary>
internal sealed class Abandonment(UnitOfWork work, Providers providers, TimeProvider clock)
{
    /// <summary>How long after the end somebody who is just paying is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public void Abandon(IEnumerable<Payment> payments)
    {
        foreach (var payment in payments)
        {
            var online = payment.State == PaymentState.Open;
            if (!payment.Fail(FailureReason.Abandoned) || !online) continue;
            if (payment is { ShareId: null, ForDue: false }) work.Tell(new PaymentFailed(payment.Id, payment.OfBooking, FailureReason.Abandoned));
            CallOff(payment.Id, payment.Provider, clock.GetUtcNow() + Patience);
        }
    }

    /// <summary>Closes payments that another one takes the place of.</summary>
    public void Replace(IEnumerable<Payment> payments)
    {
        foreach (var payment in payments)
        {
            var online = payment.State == PaymentState.Open;
            if (payment.Fail(FailureReason.Replaced) && online) CallOff(payment.Id, payment.Provider, clock.GetUtcNow());
        }
    }

    private void CallOff(Guid payment, string provider, DateTimeOffset at)
    {
        if (providers.Find(provider) is { Capabilities.CallOff: true }) work.RingAt(at, CallOffPayment.Job, $"{payment}");
    }
}
