using NodaTime;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>What is sold with a court and how much of it a booking pays for.</summary>
internal sealed class ExtraPricing
{
    private readonly VenueCard venue;
    private readonly DateTimeZone zone;
    private readonly Extra[] extras;

    public ExtraPricing(VenueCard venue, Guid courtId, IReadOnlyList<string> groups, DateTimeZone zone)
    {
        (this.venue, this.zone) = (venue, zone);
        extras = venue.Extras.Count == 0 ? [] : [.. venue.Extras.Where(extra => CourtRules.Speaks(extra.CourtIds, extra.CourtGroups, courtId, groups))];
    }

    /// <summary>What can be chosen with a time.</summary>
    public IEnumerable<Extra> Choices(DateTimeOffset start, int minutes) => extras.Where(extra => !extra.Automatic && MinutesOf(extra, start, minutes) > 0);

    /// <summary>What a booking for one pays in any case.</summary>
    public long Automatic(DateTimeOffset start, int minutes)
    {
        long sum = 0;
        foreach (var extra in extras)
            if (extra.Automatic) sum += Amount(extra, MinutesOf(extra, start, minutes), 1);
        return sum;
    }

    /// <summary>The extras of a booking, one line each.</summary>
    public IEnumerable<PriceLine> Lines(DateTimeOffset start, int minutes, PriceWish wish)
    {
        foreach (var extra in extras)
        {
            var count = extra.Automatic ? extra.Per == "person" ? wish.People : 1 : wish.Extras.Where(chosen => chosen.Key == extra.Key).Sum(chosen => chosen.Count);
            var paid = MinutesOf(extra, start, minutes);
            if (count == 0 || paid == 0) continue;
            yield return new PriceLine(Guid.Empty, extra.Name, extra.Per == "hour" ? paid : 0, new Money(Amount(extra, paid, count), venue.Currency))
            {
                Kind = "extra",
                Version = venue.ExtrasNumber,
                Rate = new Money(extra.PriceMinor, venue.Currency),
                Per = extra.Per,
                Count = count,
                TaxBasisPoints = extra.TaxBasisPoints,
            };
        }
    }

    private static long Amount(Extra extra, int minutes, int count) =>
        minutes == 0 ? 0 : extra.Per == "hour" ? ((extra.PriceMinor * minutes * count) + 30) / 60 : extra.PriceMinor * count;

    // The minutes of the booking that lie in the extra's local time.
    private int MinutesOf(Extra extra, DateTimeOffset start, int minutes)
    {
        if (extra is { FromMinute: 0, ToMinute: 1440 }) return minutes;
        var inside = 0;
        for (int at = 0, length; at < minutes; at += length)
        {
            var instant = Instant.FromDateTimeOffset(start) + Duration.FromMinutes(at);
            var interval = zone.GetZoneInterval(instant);
            var local = instant.WithOffset(interval.WallOffset);
            var minute = (local.Hour * 60) + local.Minute;
            var bound = minute < extra.FromMinute ? extra.FromMinute : minute < extra.ToMinute ? extra.ToMinute : 1440;
            length = Math.Min(bound - minute, minutes - at);
            if (interval.HasEnd) length = (int)Math.Min(length, Math.Max(1, (long)(interval.End - instant).TotalMinutes));
            if (minute >= extra.FromMinute && minute < extra.ToMinute) inside += length;
        }
        return inside;
    }
}
