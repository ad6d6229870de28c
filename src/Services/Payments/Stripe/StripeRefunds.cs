using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Sends money back. The payer's money and the platform's cut are two steps, each with a key of its own and remembered: Stripe's rounding of a
/// proportional cut is nowhere promised, ours is. The cut goes back once the refund itself stands.
/// </summary>
internal sealed class StripeRefunds(StripeSettings settings, StripeServices stripe, StripeCalls calls)
{
    /// <summary>Key of metadata by which a refund is ours.</summary>
    public const string RefundKey = "refund_id";

    public async Task<RefundAnswer> SendAsync(string intent, Money amount, Money commissionBack, Guid key, RequestOptions request, CancellationToken stop)
    {
        StripeRefund refund;
        try
        {
            refund = await MakeAsync(intent, amount, key, request, stop);
        }
        catch (StripeException refused) when (refused.Status is 400 or 402 or 404)
        {
            return new RefundAnswer(RefundState.Refused, null, refused.Code ?? "refused");
        }
        var answer = Answer(refund);
        if (answer.State == RefundState.Settled && commissionBack.AmountMinor > 0) await GiveBackAsync(intent, commissionBack, key, request, stop);
        return answer;
    }

    /// <summary>What became of a refund, in the words of the house. What is pending may still fail: nobody is told that they have their money.</summary>
    public static RefundAnswer Answer(StripeRefund refund) => refund.Status switch
    {
        "succeeded" => new RefundAnswer(RefundState.Settled, refund.Id, null),
        "failed" or "canceled" => new RefundAnswer(RefundState.Refused, refund.Id, refund.FailureReason ?? refund.Status),
        _ => new RefundAnswer(RefundState.Pending, refund.Id, null),
    };

    private Task<StripeRefund> MakeAsync(string intent, Money amount, Guid key, RequestOptions request, CancellationToken stop)
    {
        var options = new RefundCreateOptions(intent, amount.AmountMinor, "requested_by_customer", settings.Destination ? true : null, new() { [RefundKey] = key.ToString() });
        return calls.OnceAsync(
            $"refund:{key}",
            known => stripe.Refunds.GetAsync(known, request, stop),
            async _ => (await stripe.Refunds.ListAsync(new ListOptions { PaymentIntent = intent }, request, stop)).Data.FirstOrDefault(one => one.Metadata?.GetValueOrDefault(RefundKey) == key.ToString()),
            madeUnder => stripe.Refunds.CreateAsync(options, request with { IdempotencyKey = madeUnder }, stop), stop);
    }

    private async Task GiveBackAsync(string intent, Money commission, Guid key, RequestOptions request, CancellationToken stop)
    {
        if ((await stripe.PaymentIntents.GetAsync(intent, request, stop)).Charge?.FeeId is not { } fee) return;
        var options = new ApplicationFeeRefundCreateOptions(commission.AmountMinor, new() { [RefundKey] = key.ToString() });
        await calls.OnceAsync(
            $"commission:{key}",
            async known => await FindAsync(fee, one => one.Id == known, stop) ?? throw new InvalidOperationException($"Stripe does not know '{known}' any more."),
            async _ => await FindAsync(fee, one => one.Metadata?.GetValueOrDefault(RefundKey) == key.ToString(), stop),
            madeUnder => stripe.Refunds.CreateOfFeeAsync(fee, options, new RequestOptions(madeUnder), stop), stop);
    }

    private async Task<ApplicationFeeRefund?> FindAsync(string fee, Func<ApplicationFeeRefund, bool> isIt, CancellationToken stop) => (await stripe.Refunds.ListOfFeeAsync(fee, stop)).Data.FirstOrDefault(isIt);
}
