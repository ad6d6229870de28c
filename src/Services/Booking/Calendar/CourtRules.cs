using NodaTime;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>The rules of one price list that speak of a court to a customer, ready to be asked minute by minute.</summary>
internal sealed class CourtRules
{
    private readonly Rule[] rules;
    private readonly DateTimeZone zone;

    public CourtRules(PriceList list, DateTimeZone zone, Guid courtId, IReadOnlyList<string> courtGroups, CustomerStanding standing)
    {
        (List, this.zone) = (list, zone);
        var speaking = new List<Rule>(list.Rules.Count);
        // The first that matches wins: higher priority first, and of two equals the later in the list.
        for (var i = list.Rules.Count - 1; i >= 0; i--)
            if (Speaks(list.Rules[i].CourtIds, list.Rules[i].CourtGroups, courtId, courtGroups) && IsFor(list.Rules[i], standing)) speaking.Add(new Rule(list.Rules[i]));
        rules = [.. speaking.OrderByDescending(rule => rule.Price.Priority)];
        Occupancy = list.Occupancy.FirstOrDefault(pricing => pricing.CourtGroups.Count == 0 || pricing.CourtGroups.Intersect(courtGroups).Any());
    }

    public PriceList List { get; }

    /// <summary>How the court's price follows what is sold; <see langword="null"/> where it does not.</summary>
    public OccupancyPricing? Occupancy { get; }

    /// <summary>Whether something that names courts and groups means this court; naming none, it means all.</summary>
    public static bool Speaks(IReadOnlyList<Guid> courts, IReadOnlyList<string> groups, Guid courtId, IReadOnlyList<string> courtGroups)
    {
        if (courts.Count == 0 && groups.Count == 0) return true;
        if (courts.Contains(courtId)) return true;
        foreach (var group in groups)
            if (courtGroups.Contains(group)) return true;
        return false;
    }

    /// <summary>The minutes of a booking in stretches of one rule each; a stretch without one has no price.</summary>
    /// <param name="all">Length of the booking, for rules that mind it.</param>
    public PriceRule? Next(DateTimeOffset start, int at, int minutes, int all, out int length)
    {
        var instant = Instant.FromDateTimeOffset(start) + Duration.FromMinutes(at);
        var interval = zone.GetZoneInterval(instant);
        var local = instant.WithOffset(interval.WallOffset);
        var minute = (local.Hour * 60) + local.Minute;
        var (until, date) = (1440, local.Date);
        Rule? winner = null;
        foreach (var rule in rules)
        {
            if (winner is null && rule.Holds(date, minute, all)) winner = rule;
            if (rule.Price.FromMinute > minute) until = Math.Min(until, rule.Price.FromMinute);
            if (rule.Price.ToMinute > minute) until = Math.Min(until, rule.Price.ToMinute);
        }
        length = Math.Min(until - minute, minutes - at);
        if (interval.HasEnd) length = (int)Math.Min(length, Math.Max(1, (long)(interval.End - instant).TotalMinutes));
        // The first minute prices all of it.
        if (List.ByStart && at == 0) length = minutes;
        return winner?.Price;
    }

    private static bool IsFor(PriceRule rule, CustomerStanding standing)
    {
        if (rule.Customers.Count == 0) return true;
        foreach (var group in rule.Customers)
            if (standing.Groups.Contains(group)) return true;
        return false;
    }

    private sealed class Rule(PriceRule price)
    {
        private readonly int weekdays = price.Weekdays.Aggregate(0, (days, day) => days | (1 << day));
        private readonly LocalDate first = price.First is { } date ? LocalDate.FromDateOnly(date) : LocalDate.MinIsoValue;
        private readonly LocalDate last = price.Last is { } date ? LocalDate.FromDateOnly(date) : LocalDate.MaxIsoValue;

        public PriceRule Price { get; } = price;

        public bool Holds(LocalDate date, int minute, int duration) =>
            (weekdays & (1 << (int)date.DayOfWeek)) != 0 && Price.FromMinute <= minute && minute < Price.ToMinute
            && first <= date && date <= last && (Price.Durations.Count == 0 || Price.Durations.Contains(duration));
    }
}
