using NodaTime;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// What one court costs. Every minute that passes is priced by the rule that holds at its local time, also in the hour that comes
/// twice when the clocks change; the sum is rounded once, half up.
/// </summary>
internal sealed class Pricing
{
    private readonly string currency;
    private readonly DateTimeZone zone;
    private readonly Rule[] rules;

    public Pricing(VenueCard venue, Guid courtId)
    {
        currency = venue.Currency;
        zone = Zones.Of(venue.Zone);
        var speaking = new List<Rule>(venue.Prices.Count);
        // The first that matches wins: higher priority first, and of two equals the later in the list.
        for (var i = venue.Prices.Count - 1; i >= 0; i--)
            if (venue.Prices[i].CourtIds.Count == 0 || venue.Prices[i].CourtIds.Contains(courtId)) speaking.Add(new Rule(venue.Prices[i]));
        rules = [.. speaking.OrderByDescending(rule => rule.Price.Priority)];
    }

    /// <summary>The price alone; <see langword="null"/> when some minute has none, and the time is not for sale.</summary>
    public Money? AmountOf(DateTimeOffset start, int minutes)
    {
        long sixtieths = 0;
        for (int at = 0, length; at < minutes; at += length)
        {
            if (Next(start, at, minutes, out length) is not { } rule) return null;
            sixtieths += rule.PerHourMinor * length;
        }
        return new Money(HalfUp(sixtieths), currency);
    }

    /// <summary>The price with its receipt; <see langword="null"/> when some minute has none, and the time is not for sale.</summary>
    public Price? Of(DateTimeOffset start, int minutes)
    {
        var runs = new List<(PriceRule Rule, int Minutes)>(4);
        for (int at = 0, length; at < minutes; at += length)
        {
            if (Next(start, at, minutes, out length) is not { } rule) return null;
            if (runs.Count > 0 && runs[^1].Rule == rule) runs[^1] = (rule, runs[^1].Minutes + length);
            else runs.Add((rule, length));
        }

        var total = HalfUp(runs.Sum(run => run.Rule.PerHourMinor * run.Minutes));
        return new Price(new Money(total, currency), Lines(runs, total));
    }

    /// <summary>The minutes from a start in stretches of one rule each; none where they have no price.</summary>
    public IEnumerable<(PriceRule? Rule, int Minutes)> Runs(DateTimeOffset start, int minutes)
    {
        for (var at = 0; at < minutes;)
        {
            var rule = Next(start, at, minutes, out var length);
            yield return (rule, length);
            at += length;
        }
    }

    // The rule of the minute `at`, and for how many minutes from there no clock and no rule changes anything.
    private PriceRule? Next(DateTimeOffset start, int at, int minutes, out int length)
    {
        var instant = Instant.FromDateTimeOffset(start) + Duration.FromMinutes(at);
        var interval = zone.GetZoneInterval(instant);
        var local = instant.WithOffset(interval.WallOffset);
        var minute = (local.Hour * 60) + local.Minute;
        var until = 1440;
        Rule? winner = null;
        foreach (var rule in rules)
        {
            if (winner is null && rule.Holds((int)local.DayOfWeek, minute)) winner = rule;
            if (rule.Price.FromMinute > minute) until = Math.Min(until, rule.Price.FromMinute);
            if (rule.Price.ToMinute > minute) until = Math.Min(until, rule.Price.ToMinute);
        }
        length = Math.Min(until - minute, minutes - at);
        if (interval.HasEnd) length = (int)Math.Min(length, Math.Max(1, (long)(interval.End - instant).TotalMinutes));
        return winner?.Price;
    }

    // A minor unit that rounding makes or takes goes to the lines that lost most of one, so that the receipt adds up.
    private PriceLine[] Lines(List<(PriceRule Rule, int Minutes)> runs, long total)
    {
        var amounts = runs.ConvertAll(run => run.Rule.PerHourMinor * run.Minutes / 60);
        var byRemainder = Enumerable.Range(0, runs.Count).OrderByDescending(i => runs[i].Rule.PerHourMinor * runs[i].Minutes % 60);
        foreach (var i in byRemainder.Take((int)(total - amounts.Sum()))) amounts[i]++;
        return [.. runs.Select((run, i) => new PriceLine(run.Rule.Id, run.Rule.Name, run.Minutes, new Money(amounts[i], currency)))];
    }

    private static long HalfUp(long sixtieths) => (sixtieths + 30) / 60;

    private sealed class Rule(PriceRule price)
    {
        private readonly int weekdays = price.Weekdays.Aggregate(0, (days, day) => days | (1 << day));

        public PriceRule Price { get; } = price;

        public bool Holds(int weekday, int minute) =>
            (weekdays & (1 << weekday)) != 0 && Price.FromMinute <= minute && minute < Price.ToMinute;
    }
}
