using NodaTime;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// What one court costs somebody. Every minute that passes is priced by the rule that holds at its local time, also in the hour that comes
/// twice when the clocks change; the sum is rounded once, half up. The list of prices is that of the business date of play.
/// </summary>
internal sealed class Pricing
{
    private readonly VenueCard venue;
    private readonly Guid courtId;
    private readonly CustomerStanding standing;
    private readonly int? occupancy;
    private readonly LocalDate? date;
    private readonly DateTimeZone zone;
    private readonly string[] groups;
    private readonly ExtraPricing extras;
    private readonly PriceBook? book;
    private CourtRules? known;

    /// <param name="standing">Who asks; nobody the club knows if left out.</param>
    /// <param name="occupancy">Share of the day's time that is sold, where prices follow it.</param>
    /// <param name="date">Business date of every start that will be asked for, where it is known.</param>
    /// <param name="book">What is known already for the same customer, where many courts are asked for.</param>
    public Pricing(VenueCard venue, Guid courtId, CustomerStanding? standing = null, int? occupancy = null, LocalDate? date = null, PriceBook? book = null)
    {
        (this.venue, this.courtId, this.occupancy, this.date, this.book) = (venue, courtId, occupancy, date, book);
        this.standing = standing ?? CustomerStanding.Nobody;
        zone = Zones.Of(venue.Zone);
        groups = GroupsOf(venue, courtId);
        extras = new ExtraPricing(venue, courtId, groups, zone);
    }

    /// <summary>Keys of the groups a court belongs to.</summary>
    public static string[] GroupsOf(VenueCard venue, Guid courtId) => venue.Groups.Count == 0 ? [] : [.. venue.Groups.Where(group => group.CourtIds.Contains(courtId)).Select(group => group.Key)];

    /// <summary>The price alone, with what is charged in any case; <see langword="null"/> when some minute has none, and the time is not for sale.</summary>
    public Money? AmountOf(DateTimeOffset start, int minutes)
    {
        var rules = RulesFor(start);
        if (book is null || !book.Knows(rules, start, minutes, occupancy, out var court))
        {
            court = CourtAlone(rules, start, minutes);
            book?.Note(rules, start, minutes, occupancy, court);
        }
        return court is { } amount ? new Money(amount + extras.Automatic(start, minutes), venue.Currency) : null;
    }

    private long? CourtAlone(CourtRules rules, DateTimeOffset start, int minutes)
    {
        Int128 sum = 0;
        for (int at = 0, length; at < minutes; at += length)
        {
            if (rules.Next(start, at, minutes, minutes, out length) is not { } rule) return null;
            sum += Share(rule, length, minutes);
        }
        return Adjust(rules, sum, minutes, null).Total;
    }

    /// <summary>The price with its receipt; <see langword="null"/> when some minute has none, and the time is not for sale.</summary>
    public Price? Of(DateTimeOffset start, int minutes, PriceWish? wish = null)
    {
        wish ??= PriceWish.None;
        var rules = RulesFor(start);
        var runs = new List<(PriceRule Rule, int Minutes)>(4);
        for (int at = 0, length; at < minutes; at += length)
        {
            if (rules.Next(start, at, minutes, minutes, out length) is not { } rule) return null;
            if (runs.Count > 0 && runs[^1].Rule == rule) runs[^1] = (rule, runs[^1].Minutes + length);
            else runs.Add((rule, length));
        }
        Int128 sum = 0;
        foreach (var run in runs) sum += Share(run.Rule, run.Minutes, minutes);
        var adjusted = Adjust(rules, sum, minutes, wish.Promo);
        var sold = extras.Lines(start, minutes, wish);
        var change = Adjusted.Change(rules.Occupancy, occupancy);
        PriceLine[] lines = [.. Receipt.Court(runs, adjusted.Base, minutes, rules.List, venue.Currency), .. Receipt.Changes(adjusted, rules.List, change, standing, wish.Promo, venue.Currency), .. sold];
        return new Price(new Money(lines.Sum(line => line.Amount.AmountMinor), venue.Currency), lines)
        {
            Basis = new PriceBasis
            {
                List = rules.List.Number,
                ExtrasList = venue.ExtrasNumber,
                Date = DateOf(start),
                CourtGroups = groups,
                Customers = standing.Groups,
                DiscountBasisPoints = standing.DiscountBasisPoints,
                OccupancyBasisPoints = rules.Occupancy is null ? null : occupancy,
                People = wish.People,
                Extras = wish.Extras,
                Promo = wish.Promo,
            },
        };
    }

    /// <summary>The extras that can be chosen with a time.</summary>
    public IEnumerable<Extra> Choices(DateTimeOffset start, int minutes) => extras.Choices(start, minutes);

    /// <summary>The minutes from a start in stretches of one rule each; none where they have no price.</summary>
    public IEnumerable<(PriceRule? Rule, int Minutes)> Runs(DateTimeOffset start, int minutes)
    {
        var rules = RulesFor(start);
        for (var at = 0; at < minutes;)
        {
            var rule = rules.Next(start, at, minutes, 0, out var length);
            yield return (rule, length);
            at += length;
        }
    }

    /// <summary>Business date a start belongs to.</summary>
    public DateOnly DateOf(DateTimeOffset start) => (date ?? BusinessDay.Holding(venue, start).FirstOrDefault()?.Date ?? Instant.FromDateTimeOffset(start).InZone(zone).Date).ToDateOnly();

    // Finding the business date takes longer than pricing, and most venues have one list.
    private CourtRules RulesFor(DateTimeOffset start)
    {
        if (known is not null && (date is not null || venue.PriceLists.Count <= 1)) return known;
        var list = venue.PricesOn(venue.PriceLists.Count <= 1 ? DateOnly.MaxValue : DateOf(start));
        return known is not null && known.List.Number == list.Number ? known : known = book?.RulesOf(list, zone, courtId, groups, standing) ?? new CourtRules(list, zone, courtId, groups, standing);
    }

    private Adjusted Adjust(CourtRules rules, Int128 sum, int minutes, PromoValue? promo) => Adjusted.Of(
        new Exact(sum, 60 * minutes), rules.Occupancy, Adjusted.Change(rules.Occupancy, occupancy), standing.DiscountBasisPoints, promo, minutes, rules.List.RoundToMinor);

    /// <summary>What minutes of a booking cost by a rule, in parts of which 60 times the booking's minutes make a minor unit.</summary>
    internal static Int128 Share(PriceRule rule, int minutes, int all) =>
        rule.PerDuration.TryGetValue(all, out var @fixed) ? (Int128)@fixed * minutes * 60 : (Int128)rule.PerHourMinor * minutes * all;
}
