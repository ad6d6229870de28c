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
        return Share(paid, met?.RefundBasisPoints ?? 0);
    }

    /// <summary>The same with the time to think it over that was agreed.</summary>
    public static Money Refund(Money paid, Agreement agreed, DateTimeOffset cancelledAt) =>
        cancelledAt <= agreed.GraceUntil ? paid : Refund(paid, agreed.Tiers, agreed.Start, cancelledAt);

    /// <summary>What of the price is kept from somebody who did not come.</summary>
    public static Money Kept(Money price, BookingTerms terms) => Share(price, terms.NoShowKeptBasisPoints);

    /// <summary>The last instant at which giving it back costs nothing: by notice, or because it was booked a moment ago.</summary>
    public static DateTimeOffset? FreeUntil(Agreement agreed) =>
        FreeUntil(agreed.Tiers, agreed.Start) is { } byNotice ? byNotice > agreed.GraceUntil || agreed.GraceUntil is null ? byNotice : agreed.GraceUntil : agreed.GraceUntil;

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

    // Whole and rest apart, so that even the largest amount does not overflow.
    private static Money Share(Money amount, int basisPoints)
    {
        var (whole, rest) = Math.DivRem(amount.AmountMinor, Everything);
        return amount with { AmountMinor = (whole * basisPoints) + (((rest * basisPoints) + (Everything / 2)) / Everything) };
    }

    private static DateTimeOffset Deadline(CancellationTier tier, DateTimeOffset start) => start.AddHours(-tier.MinHours);
}
