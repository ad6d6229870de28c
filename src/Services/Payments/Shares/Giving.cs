using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>Gives money back in whatever state it is: what is held is let go, what is there is owed back, what is still open is closed.</summary>
internal sealed class Giving(UnitOfWork work, Refunding refunding, Abandonment abandonment, TimeProvider clock)
{
    /// <summary>Nothing of it is kept.</summary>
    public Task AllBackAsync(Payment payment, string reason, CancellationToken stop) => KeepAsync(payment, 0, reason, stop);

    /// <summary>Keeps so much of a payment that is held or there; the rest goes back. Its booking's payments are locked.</summary>
    public async Task KeepAsync(Payment payment, long keepMinor, string reason, CancellationToken stop)
    {
        switch (payment.State)
        {
            case PaymentState.Held:
                Finish(payment, Math.Min(keepMinor, payment.AmountMinor));
                break;
            case PaymentState.Open:
                abandonment.Replace([payment]);
                break;
            default:
                var left = await refunding.LeftAsync([payment], stop);
                if (left > keepMinor) refunding.Owe(payment, left - keepMinor, reason);
                break;
        }
    }

    /// <summary>Takes so much of what is held, 0 to let it go; a timer does it once this is committed.</summary>
    public void Finish(Payment payment, long takeMinor)
    {
        if (payment.Decide(takeMinor)) work.RingAt(clock.GetUtcNow(), FinishHold.Job, payment.Id.ToString());
    }
}
