using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>What Stripe takes for itself: of a card payment 1.5 % and 25 minor units, half up; of a dispute a fixed sum. Settings under <c>Payments:DevStripe</c>.</summary>
internal sealed class StripePrices(IConfiguration configuration)
{
    private readonly long basisPoints = configuration.GetValue("Payments:DevStripe:FeeBasisPoints", 150L);
    private readonly long fixedMinor = configuration.GetValue("Payments:DevStripe:FeeFixedMinor", 25L);

    public long DisputeFee { get; } = configuration.GetValue("Payments:DevStripe:DisputeFeeMinor", 1500L);

    /// <summary>How long taken money waits before it can be paid out.</summary>
    public TimeSpan Settling { get; } = TimeSpan.FromDays(configuration.GetValue("Payments:DevStripe:SettlingDays", 2));

    /// <summary>How long a card holds an authorisation.</summary>
    public TimeSpan Authorisation { get; } = TimeSpan.FromDays(7);

    public long FeeOf(long amount) => ((amount * basisPoints) + 5000) / 10000 + fixedMinor;

    /// <summary>The part of a fee or transfer that goes back with a refund: in proportion, half up, over all refunds so far, so that the last one takes what is left.</summary>
    public static long Part(long whole, long of, long refundedBefore, long refund, long backBefore)
    {
        var due = refundedBefore + refund >= of ? whole : ((whole * (refundedBefore + refund) * 2) + of) / (of * 2);
        return Math.Clamp(due - backBefore, 0, whole - backBefore);
    }
}
