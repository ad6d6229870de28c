using System.Text.Json;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Prices;

/// <summary>Kept lists as other services know them.</summary>
internal static class PriceContent
{
    /// <param name="courts">Id of a court by its key, those out of use included.</param>
    public static PriceList List(int number, DateOnly from, string json, Func<string, Guid?> courts)
    {
        var list = PriceListEntry.Read(json);
        return new PriceList(number, from, [.. list.Prices.Select(price => Rule(price, courts))])
        {
            ByStart = list.Pricing?.Mode == "byStart",
            RoundToMinor = list.Pricing?.RoundTo ?? 1,
            TaxBasisPoints = list.Pricing?.CourtTaxBps,
            Occupancy = [.. (list.Pricing?.Occupancy ?? []).Select(pricing => new OccupancyPricing(
                pricing.CourtGroups ?? [], [.. pricing.Bands.Select(band => new OccupancyBand(band.BelowBps, band.ChangeBps))], pricing.LowestPerHour, pricing.HighestPerHour))],
        };
    }

    public static IReadOnlyList<Extra> Extras(string json, Func<string, Guid?> courts) => [.. ReadExtras(json).Select(extra => new Extra(extra.Key, extra.Name, extra.Price, extra.Per, extra.TaxBps, extra.Automatic ?? false)
    {
        CourtIds = Ids(extra.Courts ?? [], extra.CourtGroups, courts),
        CourtGroups = extra.CourtGroups ?? [],
        FromMinute = ClockTime.Parse(extra.From ?? "") ?? 0,
        ToMinute = ClockTime.Parse(extra.To ?? "") ?? 1440,
        Stock = extra.Stock,
        Most = extra.Most ?? 1,
    })];

    public static IReadOnlyList<ExtraEntry> ReadExtras(string json) => JsonSerializer.Deserialize<List<ExtraEntry>>(json, FileJson.Options)!;

    private static PriceRule Rule(PriceEntry price, Func<string, Guid?> courts) => new(
        price.Id ?? Guid.Empty, price.Name, Ids(price.Courts, price.CourtGroups, courts), Weekdays.Parse(price.Days)!,
        ClockTime.Parse(price.From)!.Value, ClockTime.Parse(price.To)!.Value, price.PerHour, price.Priority)
    {
        CourtGroups = price.CourtGroups ?? [],
        Durations = price.Durations ?? [],
        PerDuration = price.PerDuration ?? new Dictionary<int, long>(),
        Customers = price.Customers ?? [],
        First = price.Season?.From,
        Last = price.Season?.To,
    };

    // Courts that are all unknown must not turn into "all": an id nobody has keeps the rule silent.
    private static Guid[] Ids(IReadOnlyList<string> keys, IReadOnlyList<string>? groups, Func<string, Guid?> courts)
    {
        if (keys is [] or ["all"]) return [];
        Guid[] ids = [.. keys.Select(courts).OfType<Guid>()];
        return ids.Length == 0 && groups is not { Count: > 0 } ? [Guid.Empty] : ids;
    }
}
