using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// What comes back when a booking is given up. Notice is elapsed time, so a night on which the clocks change counts what it
/// lasts, and a notice met to the second is met.
/// </summary>
internal static class Cancellation
{
    private const int Everything = 10_000;

    /// <summary>The part of what was paid that goes back, rounded half up; nothing once the time has begun.</summary>
    public static Money Refund(Money paid, IReadOnlyList<CancellationTier> tiers, DateTimeOffset start, DateTimeOffset cancelledAt)
    {
        CancellationTier? met = null;
        foreach (var tier in tiers)
            if (cancelledAt <= Deadline(tier, start) && tier.MinHours >= (met?.MinHours ?? 0)) met = tier;
        // Whole and rest apart, so that even the largest amount does not overflow.
        var (whole, rest) = Math.DivRem(paid.AmountMinor, Everything);
        var share = met?.RefundBasisPoints ?? 0;
        return paid with { AmountMinor = (whole * share) + (((rest * share) + (Everything / 2)) / Everything) };
    }

    /// <summary>The last instant at which everything comes back; <see langword="null"/> where it never does.</summary>
    public static DateTimeOffset? FreeUntil(IReadOnlyList<CancellationTier> tiers, DateTimeOffset start)
    {
        DateTimeOffset? until = null;
        foreach (var tier in tiers.OrderByDescending(tier => tier.MinHours))
        {
            if (tier.RefundBasisPoints < Everything) break;
            until = Deadline(tier, start);
        }
        return until;
    }

    private static DateTimeOffset Deadline(CancellationTier tier, DateTimeOffset start) => start.AddHours(-tier.MinHours);
}
