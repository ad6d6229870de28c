using System.Globalization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>Takes refunds into our books that went through at the provider without us: made in its own pages, or by a call of ours whose answer said no. Payments and refunds are locked.</summary>
internal sealed class RefundsMadeThere(UnitOfWork work, MoneyEntries entries, Purposes purposes, ShareMoney shares, TimeProvider clock)
{
    /// <summary>Why a refund is in our books that we did not send.</summary>
    public const string Reason = "made_at_provider";

    /// <param name="ours">All refunds of the payment we know; the new one is added.</param>
    /// <param name="commissionMinor">What the platform gave back with it; <see langword="null"/> where our terms say so.</param>
    /// <returns>False when more would have gone back than was paid: then somebody has to look at our books.</returns>
    public async Task<bool> TakeOverAsync(Payment payment, List<Refund> ours, long amountMinor, string? reference, long? commissionMinor, CancellationToken stop)
    {
        if (payment.RefundedMinor + amountMinor > payment.Arrived.AmountMinor) return false;
        var now = clock.GetUtcNow();
        var refund = payment.Owe(amountMinor, Reason, now);
        refund.Settle(reference, now);
        if (commissionMinor is { } back) refund.Returns(back);
        work.Model<PaymentsModel>().Refunds.Add(refund);
        ours.Add(refund);
        await PostAsync(payment, ours, refund, "refund.taken_over", stop);
        return true;
    }

    /// <summary>One that we thought refused has gone through all the same.</summary>
    public async Task CatchUpAsync(Payment payment, List<Refund> ours, Refund refund, string? reference, CancellationToken stop)
    {
        refund.Settle(reference, clock.GetUtcNow());
        await PostAsync(payment, ours, refund, "refund.taken_over", stop);
    }

    private async Task PostAsync(Payment payment, List<Refund> ours, Refund refund, string act, CancellationToken stop)
    {
        await entries.RefundedAsync(payment, refund, stop);
        payment.GaveBack(refund.AmountMinor, moreIsDue: ours.Exists(one => one.State == Refund.Due));
        work.Audit(new Act(act, "booking", $"{payment.BookingId}")
        {
            Reason = refund.Reason,
            Changes = [new Changed("amount", null, string.Create(CultureInfo.InvariantCulture, $"{refund.AmountMinor} {payment.Currency}"))],
        });
        if (purposes.Of(payment) is { } purpose)
        {
            await purpose.RefundedAsync(payment, refund, stop);
            return;
        }
        if (payment.ShareId is not null) await shares.GivenBackAsync(payment, stop);
        work.Tell(new RefundSettled(refund.Id, payment.Id, payment.OfBooking, new Money(refund.AmountMinor, payment.Currency)) { ShareId = payment.ShareId });
    }
}
