namespace PadelSaaS.Payments;

/// <summary>What the platform keeps of a payment: a share and a fixed part, within bounds, in minor units of one currency.</summary>
/// <param name="MaxMinor">The most it may be; <see langword="null"/> for no bound.</param>
internal sealed record CommissionTerms(int BasisPoints, long FixedMinor = 0, long MinMinor = 0, long? MaxMinor = null)
{
    public static readonly CommissionTerms None = new(0);

    /// <summary>The commission of a payment: its share rounded half up, within the bounds, never more than the payment. The club gets the rest.</summary>
    public long Of(long gross)
    {
        if (gross <= 0) return 0;
        var fee = (long)(((Int128)gross * BasisPoints + 5_000) / 10_000) + FixedMinor;
        fee = Math.Max(fee, MinMinor);
        if (MaxMinor is { } most) fee = Math.Min(fee, most);
        return Math.Clamp(fee, 0, gross);
    }

    /// <summary>
    /// What goes back of a commission with one more refund. Rounded over all refunds together, so that however many parts a payment goes
    /// back in, its commission goes back exactly.
    /// </summary>
    /// <param name="refundedBefore">What had gone back of the payment.</param>
    public static long Back(long gross, long fee, long refundedBefore, long refund) => gross <= 0 ? 0 : Share(gross, fee, refundedBefore + refund) - Share(gross, fee, refundedBefore);

    private static long Share(long gross, long fee, long part) => (long)(((Int128)fee * part * 2 + gross) / ((Int128)gross * 2));
}
