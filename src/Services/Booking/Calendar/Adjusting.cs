using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>A price as an exact fraction of minor units.</summary>
internal readonly record struct Exact(Int128 Numerator, Int128 Denominator)
{
    /// <summary>Rounded to a multiple of so many minor units, half up.</summary>
    public long Rounded(int to = 1) => (long)(((2 * Numerator) + (Denominator * to)) / (2 * Denominator * to)) * to;

    public Exact ChangedBy(int basisPoints) => new(Numerator * (10_000 + basisPoints), Denominator * 10_000);

    public Exact Less(long minor) => new(Numerator - (Denominator * minor), Denominator);

    public bool IsBelow(Exact other) => Numerator * other.Denominator < other.Numerator * Denominator;
}

/// <summary>
/// From a rule's price to what is paid, always in this order: occupancy, the customer's discount, the code, never below nothing, and one
/// rounding at the end. What each step did is rounded for the receipt only.
/// </summary>
internal readonly record struct Adjusted(long Base, long Occupancy, long Member, long Promo, long Total)
{
    /// <param name="occupancy">Change by how full the day is.</param>
    /// <param name="discount">The customer's.</param>
    public static Adjusted Of(Exact price, OccupancyPricing? by, int occupancy, int discount, PromoValue? promo, int minutes, int roundTo)
    {
        var filled = occupancy == 0 ? price : Capped(price, price.ChangedBy(occupancy), by, minutes);
        var member = discount == 0 ? filled : filled.ChangedBy(-discount);
        var coupon = promo is null ? member : promo.BasisPoints is { } share ? member.ChangedBy(-share) : member.Less(promo.AmountMinor ?? 0);
        if (coupon.Numerator < 0) coupon = new Exact(0, 1);
        return new Adjusted(price.Rounded(), filled.Rounded(), member.Rounded(), coupon.Rounded(), coupon.Rounded(roundTo));
    }

    /// <summary>The band that holds at a share of sold time, with what it changes.</summary>
    public static int Change(OccupancyPricing? pricing, int? sharesold)
    {
        if (pricing is null || sharesold is not { } share) return 0;
        foreach (var band in pricing.Bands)
            if (band.BelowBasisPoints is not { } bound || share < bound) return band.ChangeBasisPoints;
        return 0;
    }

    // A bound stops the change; it never changes a price that was beyond it before.
    private static Exact Capped(Exact price, Exact changed, OccupancyPricing? by, int minutes)
    {
        if (by?.LowestPerHourMinor is { } low && changed.IsBelow(price) && changed.IsBelow(For(low))) return price.IsBelow(For(low)) ? price : For(low);
        if (by?.HighestPerHourMinor is { } high && price.IsBelow(changed) && For(high).IsBelow(changed)) return For(high).IsBelow(price) ? price : For(high);
        return changed;

        Exact For(long perHour) => new(perHour * minutes, 60);
    }
}
