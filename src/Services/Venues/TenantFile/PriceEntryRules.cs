namespace PadelSaaS.Venues.TenantFile;

/// <summary>What a file must say for prices and extras to make sense.</summary>
internal static class PriceEntryRules
{
    private static readonly string[] Units = ["booking", "person", "hour"];

    public static void Check(VenueEntry entry, string at)
    {
        CheckList(entry, entry.Prices, entry.Pricing, at);
        foreach (var (list, i) in (entry.PlannedPrices ?? []).Select((list, i) => (list, i)))
        {
            EntryRules.Must(entry.PlannedPrices!.Count(other => other.From == list.From) == 1, $"{at}.plannedPrices[{i}].from", $"{list.From:yyyy-MM-dd} is there more than once.");
            CheckList(entry, list.Prices, list.Pricing, $"{at}.plannedPrices[{i}]");
        }
        foreach (var (extra, i) in (entry.Extras ?? []).Select((extra, i) => (extra, i))) CheckExtra(entry, extra, $"{at}.extras[{i}]");
    }

    private static void CheckList(VenueEntry entry, IReadOnlyList<PriceEntry> prices, PricingEntry? pricing, string at)
    {
        for (var i = 0; i < prices.Count; i++) CheckPrice(entry, prices[i], $"{at}.prices[{i}]");
        if (pricing is null) return;

        EntryRules.Must(pricing.Mode is null or "prorata" or "byStart", $"{at}.pricing.mode", "is prorata or byStart.");
        EntryRules.Must(pricing.RoundTo is null or (>= 1 and <= 1_000_000), $"{at}.pricing.roundTo", "must be at least 1.");
        EntryRules.Must(pricing.CourtTaxBps is null or (>= 0 and <= 10_000), $"{at}.pricing.courtTaxBps", "must be 0 to 10000.");
        foreach (var (occupancy, i) in (pricing.Occupancy ?? []).Select((occupancy, i) => (occupancy, i)))
        {
            var place = $"{at}.pricing.occupancy[{i}]";
            CheckGroups(entry, occupancy.CourtGroups, $"{place}.courtGroups");
            EntryRules.Must(AreBands([.. occupancy.Bands.Select(band => (band.BelowBps, band.ChangeBps))]), $"{place}.bands", "needs rising bounds, none on the last band, and changes from -9000 to 20000.");
            EntryRules.Must(!(occupancy.LowestPerHour > occupancy.HighestPerHour), $"{place}.lowestPerHour", "lies above the highest.");
        }
    }

    /// <summary>Whether bounds rise, the last band has none, and no price can become nothing.</summary>
    public static bool AreBands(IReadOnlyList<(int? Below, int Change)> bands) =>
        bands.Count is > 0 and <= 10 && bands[^1].Below is null && bands.SkipLast(1).All(band => band.Below is > 0 and <= 10_000)
        && bands.SkipLast(1).Zip(bands.Skip(1).SkipLast(1)).All(pair => pair.First.Below < pair.Second.Below) && bands.All(band => band.Change is >= -9_000 and <= 20_000);

    private static void CheckPrice(VenueEntry entry, PriceEntry price, string at)
    {
        var hasGroups = price.CourtGroups is { Count: > 0 };
        EntryRules.Must(price.Id is null, $"{at}.id", "is given by the platform.");
        CheckCourts(entry, price.Courts.Where(key => key != "all"), $"{at}.courts");
        EntryRules.Must((price.Courts.Count > 0 || hasGroups) && (!price.Courts.Contains("all") || (price.Courts.Count == 1 && !hasGroups)), $"{at}.courts", "is either all or some courts and groups.");
        CheckGroups(entry, price.CourtGroups, $"{at}.courtGroups");
        EntryRules.Must(Weekdays.Parse(price.Days) is not null, $"{at}.days", $"'{price.Days}' names no weekdays.");
        EntryRules.Must(ClockTime.Parse(price.From) is < 1440 and var from && ClockTime.Parse(price.To) > from, at, "must begin before it ends, within one day.");
        EntryRules.Must(price.PerHour >= 0, $"{at}.perHour", "is negative.");
        EntryRules.Must((price.Durations ?? []).All(minutes => minutes is > 0 and <= 1440), $"{at}.durations", "must be 1 to 1440 minutes.");
        EntryRules.Must((price.PerDuration?.All(pair => pair is { Key: > 0 and <= 1440, Value: >= 0 })) != false, $"{at}.perDuration", "has a length or an amount that makes no sense.");
        EntryRules.Must(!(price.Season?.From > price.Season?.To), $"{at}.season", "ends before it begins.");
    }

    private static void CheckExtra(VenueEntry entry, ExtraEntry extra, string at)
    {
        EntryRules.Must(extra.Key.Length > 0 && entry.Extras!.Count(other => other.Key == extra.Key) == 1, $"{at}.key", $"'{extra.Key}' is used more than once.");
        EntryRules.Must(extra.Name.Trim().Length > 0, $"{at}.name", "is empty.");
        EntryRules.Must(extra.Price >= 0, $"{at}.price", "is negative.");
        EntryRules.Must(Units.Contains(extra.Per), $"{at}.per", "is booking, person or hour.");
        EntryRules.Must(extra.TaxBps is null or (>= 0 and <= 10_000), $"{at}.taxBps", "must be 0 to 10000.");
        EntryRules.Must((ClockTime.Parse(extra.From ?? "00:00") ?? 9999) < (ClockTime.Parse(extra.To ?? "24:00") ?? -1), at, "must begin before it ends, within one day.");
        EntryRules.Must(extra.Stock is null or (>= 1 and <= 1000), $"{at}.stock", "must be 1 to 1000.");
        EntryRules.Must(extra.Most is null or (>= 1 and <= 40), $"{at}.most", "must be 1 to 40.");
        CheckCourts(entry, extra.Courts ?? [], $"{at}.courts");
        CheckGroups(entry, extra.CourtGroups, $"{at}.courtGroups");
    }

    private static void CheckCourts(VenueEntry entry, IEnumerable<string> keys, string at)
    {
        var unknown = keys.FirstOrDefault(key => entry.Courts.All(court => court.Key != key));
        EntryRules.Must(unknown is null, at, $"there is no court '{unknown}'.");
    }

    private static void CheckGroups(VenueEntry entry, IReadOnlyList<string>? keys, string at)
    {
        var unknown = (keys ?? []).FirstOrDefault(key => (entry.CourtGroups ?? []).All(group => group.Key != key));
        EntryRules.Must(unknown is null, at, $"there is no group of courts '{unknown}'.");
    }
}
