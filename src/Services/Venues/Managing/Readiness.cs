using PadelSaaS.Contracts.Booking;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>Minutes at which some courts are open and cost nothing anybody knows.</summary>
/// <param name="Weekday">ISO weekday of the local date, which is what price rules speak of.</param>
internal sealed record Gap(int Weekday, int FromMinute, int ToMinute, IReadOnlyList<Guid> Courts);

/// <summary>What a venue lacks before players may see it: a court, hours, and a price for every minute it is open.</summary>
internal sealed class Readiness(IPrices prices, TimeProvider clock)
{
    private const int GapsNamed = 3;

    public async ValueTask<IReadOnlyList<Gap>> GapsAsync(Venue venue, CancellationToken stop)
    {
        var card = venue.ToCard(0, clock.GetUtcNow());
        var today = venue.Today(clock.GetUtcNow());
        // Seasons and special days to come are sold as well: every opening of any of them needs a price.
        card = card with
        {
            Hours = [.. card.Hours.Union(card.Seasons.Where(season => season.Last >= today).SelectMany(season => season.Hours)).Union(card.Exceptions.Where(special => special.Date >= today).SelectMany(special => special.Hours))],
        };
        var stretches = new List<PricedStretch>();
        // What is planned has to be whole before it begins.
        foreach (var list in card.PriceLists) stretches.AddRange(await prices.PreviewAsync(card with { Prices = list.Rules, PriceLists = [] }, stop));
        return [.. from stretch in stretches.Distinct()
                   where stretch.PerHour is null
                   let day = ((stretch.Weekday - 1 + (stretch.FromMinute / 1440)) % 7) + 1
                   let midnight = stretch.FromMinute / 1440 * 1440
                   group stretch.CourtId by (Day: day, From: stretch.FromMinute - midnight, To: stretch.ToMinute - midnight) into same
                   orderby same.Key
                   select new Gap(same.Key.Day, same.Key.From, same.Key.To, [.. same])];
    }

    /// <summary>Notes what a published venue would lack.</summary>
    /// <param name="act">What is being changed: the fault is told beside that.</param>
    public async ValueTask CheckAsync(Venue venue, string act, Faults faults, CancellationToken stop)
    {
        var field = act is "hours" ? "openings" : act is "published" ? null : act;
        faults.Rule(venue.Courts.Exists(court => court.Active), "no_courts", field ?? "courts", "A published venue needs at least one court.");
        faults.Rule(venue.Hours.Count > 0, "no_hours", field ?? "openings", "A published venue needs opening hours.");
        if (venue.ListOn(venue.Today(clock.GetUtcNow())) is null) faults.Rule(false, "no_price", field ?? "prices", "A published venue needs prices.");
        else Note(venue, await GapsAsync(venue, stop), field ?? "prices", faults);
    }

    /// <summary>Names the first gaps in the prices, in one sentence.</summary>
    public static void Note(Venue venue, IReadOnlyList<Gap> gaps, string field, Faults faults)
    {
        var courts = venue.Courts.Count(court => court.Active);
        var named = gaps.Take(GapsNamed).Select(gap => new GapName(gap, gap.Courts.Count == courts ? "" : string.Join(", ", venue.Courts.Where(court => gap.Courts.Contains(court.Id)).Select(court => court.Name)))).ToList();
        if (gaps.Count > GapsNamed) faults.Rule(false, "no_price", field, "{0} has no price, and {1} more times.", new Listed(named), gaps.Count - GapsNamed);
        else faults.Rule(gaps.Count == 0, "no_price", field, "{0} has no price.", new Listed(named));
    }

    private sealed record GapName(Gap Gap, string Courts)
    {
        public override string ToString() => $"{new DayName(Gap.Weekday)} {ClockTime.Format(Gap.FromMinute)}–{ClockTime.Format(Gap.ToMinute)}{(Courts.Length == 0 ? "" : $" ({Courts})")}";
    }

    private sealed record Listed(IReadOnlyList<GapName> Names)
    {
        public override string ToString() => string.Join(", ", Names);
    }
}
