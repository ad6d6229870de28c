using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Compares the refunds of a payment with Stripe's. One that somebody made in Stripe's own pages is taken over; one that was sent and then failed at the payer's
/// bank is a task again. What we are sending ourselves is left to the timer that sends it.
/// </summary>
internal sealed class ReadingRefunds(UnitOfWork work, StripeServices stripe, StripeProvider provider, Books books, RefundsMadeThere madeThere, ShareMoney shares)
{
    /// <returns>False when there is no such payment.</returns>
    public async Task<bool> ReadAsync(Guid paymentId, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var known = await work.Model<PaymentsModel>().Payments.AsNoTracking().FirstOrDefaultAsync(one => one.Id == paymentId, stop);
        await work.RollbackAsync();
        if (known is not { ProviderReference: { } reference }) return false;

        var request = await provider.RequestAsync(stop);
        var seen = (await stripe.Refunds.ListAsync(new ListOptions { PaymentIntent = reference }, request, stop)).Data;
        var fee = seen.Count == 0 ? null : (await stripe.PaymentIntents.GetAsync(reference, request, stop)).Charge?.FeeId;
        var given = fee is null ? 0 : (await stripe.Refunds.ListOfFeeAsync(fee, stop)).Data.Sum(one => one.Amount);

        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var payment = (await model.LockSameAsync(known, stop)).Single(one => one.Id == paymentId);
        var ours = await model.Refunds.Where(one => one.PaymentId == paymentId).ToListAsync(stop);
        // Money whose arrival we have not heard of yet is settled first; the next word about it comes here again.
        if (payment.SettledAt is not null)
            foreach (var refund in seen.OrderBy(one => one.Created)) await CompareAsync(payment, ours, refund, given, stop);
        await work.CommitAsync(stop);
        return true;
    }

    private async Task CompareAsync(Payment payment, List<Refund> ours, StripeRefund seen, long given, CancellationToken stop)
    {
        var mine = ours.Find(one => one.ProviderReference == seen.Id || seen.Metadata?.GetValueOrDefault(StripeRefunds.RefundKey) == one.Id.ToString());
        // Of the commission went back what Stripe says, less what we sent with refunds of our own.
        if (mine is null && seen.Status == "succeeded") await madeThere.TakeOverAsync(payment, ours, seen.Amount, seen.Id, Math.Clamp(given - ours.Sum(one => one.CommissionMinor ?? 0), 0, seen.Amount), stop);
        else if (mine is { State: Refund.Failed, RetriedBy: null } && seen.Status == "succeeded") await madeThere.CatchUpAsync(payment, ours, mine, seen.Id, stop);
        else if (mine is { State: Refund.Settled } && seen.Status is "failed" or "canceled") await ReopenAsync(payment, mine, seen, stop);
    }

    private async Task ReopenAsync(Payment payment, Refund refund, StripeRefund seen, CancellationToken stop)
    {
        refund.Fail(seen.FailureReason ?? "failed");
        payment.TookBack(refund.AmountMinor);
        // The money is at the provider again; what went back of the commission stays with the club.
        await books.PostAsync(new Entry($"refund failed {refund.Id}", "refund",
            [new(Account.AtProvider(payment.Provider), new Money(refund.AmountMinor, payment.Currency)), new(Account.Receivable, new Money(-refund.AmountMinor, payment.Currency))])
        {
            BookingId = payment.BookingId,
            PaymentId = payment.Id,
            Provider = payment.Provider,
            ProviderReference = seen.Id,
        }, stop);
        work.Audit(new Act("refund.failed", "booking", $"{payment.BookingId}") { Reason = refund.FailureReason });
        if (payment.BookingId is null) return;
        work.Tell(new RefundFailed(refund.Id, payment.Id, payment.OfBooking, new Money(refund.AmountMinor, payment.Currency), refund.FailureReason!) { ShareId = payment.ShareId });
        if (payment.ShareId is not null) await shares.CameBackAsync(payment, refund, stop);
    }
}
