using System.Text.Json;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>A price rule; <c>all</c> or keys of courts, none where groups are named.</summary>
/// <param name="PerDuration">Fixed prices by minutes of booking.</param>
/// <param name="Customers">Keys of customer groups.</param>
/// <param name="Id">In the kept list only: a file does not say it.</param>
internal sealed record PriceEntry(
    string Name, IReadOnlyList<string> Courts, string Days, string From, string To, long PerHour, int Priority,
    IReadOnlyList<string>? CourtGroups = null, IReadOnlyList<int>? Durations = null, IReadOnlyDictionary<int, long>? PerDuration = null,
    IReadOnlyList<string>? Customers = null, SpanEntry? Season = null, Guid? Id = null);

/// <summary>Dates from one to another, both included.</summary>
internal sealed record SpanEntry(DateOnly From, DateOnly To);

/// <summary>How a list of prices is counted.</summary>
/// <param name="Mode"><c>prorata</c>, or <c>byStart</c> where the first minute prices all of a booking.</param>
/// <param name="RoundTo">Minor units.</param>
/// <param name="CourtTaxBps">Tax that court prices contain.</param>
internal sealed record PricingEntry(string? Mode = null, int? RoundTo = null, int? CourtTaxBps = null, IReadOnlyList<OccupancyEntry>? Occupancy = null);

/// <summary>Prices that follow how much of the day is sold.</summary>
internal sealed record OccupancyEntry(IReadOnlyList<BandEntry> Bands, IReadOnlyList<string>? CourtGroups = null, long? LowestPerHour = null, long? HighestPerHour = null);

/// <summary>A band of occupancy; the last one has no bound.</summary>
internal sealed record BandEntry(int ChangeBps, int? BelowBps = null);

/// <summary>Prices that are to count from a date on.</summary>
internal sealed record PlannedEntry(DateOnly From, IReadOnlyList<PriceEntry> Prices, PricingEntry? Pricing = null);

/// <summary>Something that is sold with a court.</summary>
internal sealed record ExtraEntry(
    string Key, string Name, long Price, string Per, int? TaxBps = null, bool? Automatic = null, string? From = null, string? To = null,
    IReadOnlyList<string>? Courts = null, IReadOnlyList<string>? CourtGroups = null, int? Stock = null, int? Most = null);

/// <summary>A price list as it is kept: the file's words, and the ids receipts name.</summary>
internal sealed record PriceListEntry(IReadOnlyList<PriceEntry> Prices, PricingEntry? Pricing = null)
{
    public static PriceListEntry Empty { get; } = new([]);

    public static PriceListEntry Read(string json) => JsonSerializer.Deserialize<PriceListEntry>(json, FileJson.Options)!;

    public string Write() => JsonSerializer.Serialize(this, FileJson.Options);

    /// <summary>The list in one way of writing, without ids: two that say the same are the same text.</summary>
    public string Said() => (this with
    {
        Prices = [.. Prices.Select(price => price with
        {
            Id = null, Days = Weekdays.Format(Weekdays.Parse(price.Days)!), CourtGroups = Some(price.CourtGroups), Durations = Some(price.Durations),
            PerDuration = price.PerDuration is { Count: > 0 } ? new SortedDictionary<int, long>(price.PerDuration.ToDictionary()) : null, Customers = Some(price.Customers),
        })],
        Pricing = Tidy(Pricing),
    }).Write();

    /// <summary>The settings without what says nothing; none where nothing is left.</summary>
    public static PricingEntry? Tidy(PricingEntry? pricing)
    {
        if (pricing is null) return null;
        var tidy = new PricingEntry(pricing.Mode == "prorata" ? null : pricing.Mode, pricing.RoundTo == 1 ? null : pricing.RoundTo, pricing.CourtTaxBps, Some(pricing.Occupancy));
        return tidy == new PricingEntry() ? null : tidy;
    }

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T>? list) => list is { Count: > 0 } ? list : null;
}
