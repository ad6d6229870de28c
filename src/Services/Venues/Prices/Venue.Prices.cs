using System.Text.Json;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Venues.Prices;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues;

internal sealed partial class Venue
{
    /// <summary>Every list of prices and extras the venue has had.</summary>
    public List<PriceVersionRow> PriceVersions { get; } = [];

    /// <summary>The list a form is about, where it is not the present one. In memory only.</summary>
    public PriceVersionRow? Edited { get; private set; }

    /// <summary>The same as other services know it.</summary>
    public PriceList? EditedList => Edited is { } row ? AsList(row) : null;

    /// <summary>The date of the venue's clocks.</summary>
    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? TimeZoneInfo.ConvertTime(now, zone).DateTime : now.UtcDateTime);

    /// <summary>The price list that counts on a date; <see langword="null"/> while there is none.</summary>
    public PriceVersionRow? ListOn(DateOnly date) =>
        Lists.Where(row => row.ValidFrom <= date).OrderBy(row => row.ValidFrom).ThenBy(row => row.Number).LastOrDefault();

    /// <summary>The lists that begin after a date, in order.</summary>
    public IReadOnlyList<PriceVersionRow> Planned(DateOnly today) =>
        [.. Lists.Where(row => row.ValidFrom > today).GroupBy(row => row.ValidFrom).Select(same => same.MaxBy(row => row.Number)!).OrderBy(row => row.ValidFrom)];

    /// <summary>What courts cost on a date, in the file's words.</summary>
    public PriceListEntry PricesOn(DateOnly date) => ListOn(date) is { } row ? PriceListEntry.Read(row.Content) : PriceListEntry.Empty;

    /// <summary>What is sold with a court now.</summary>
    public PriceVersionRow? ExtrasNow => PriceVersions.Where(row => row.Kind == PriceVersionRow.Extras).MaxBy(row => row.Number);

    /// <summary>Lets a list count from a date on. What counts then already is not written twice.</summary>
    public void TakePrices(PriceListEntry wanted, DateOnly from, DateTimeOffset now, string by)
    {
        var before = ListOn(from);
        if (before is not null && PriceListEntry.Read(before.Content).Said() == wanted.Said() && (before.ValidFrom == from || from <= Today(now)))
        {
            Edited = before;
            return;
        }
        // A rule keeps its id while its name stays, so that receipts go on naming it.
        var names = before is null ? [] : PriceListEntry.Read(before.Content).Prices.ToList();
        var rules = new List<PriceEntry>();
        foreach (var price in wanted.Prices)
        {
            var same = names.Find(one => one.Name == price.Name);
            if (same is not null) names.Remove(same);
            rules.Add(price with { Id = same?.Id ?? Guid.CreateVersion7(now) });
        }
        Edited = Add(PriceVersionRow.Courts, from, (wanted with { Prices = rules, Pricing = PriceListEntry.Tidy(wanted.Pricing) }).Write(), now, by);
    }

    /// <summary>Takes back what was to count from a date on; false when there is no such list.</summary>
    public bool Withdraw(DateOnly from, DateTimeOffset now)
    {
        var rows = Lists.Where(row => row.ValidFrom == from && from > Today(now)).ToList();
        foreach (var row in rows) row.WithdrawnAt = now;
        return rows.Count > 0;
    }

    public void TakeExtras(IReadOnlyList<ExtraEntry> extras, DateTimeOffset now, string by)
    {
        var content = JsonSerializer.Serialize(extras, FileJson.Options);
        if ((ExtrasNow is { } before ? JsonSerializer.Serialize(PriceContent.ReadExtras(before.Content), FileJson.Options) : "[]") != content)
            Add(PriceVersionRow.Extras, PriceVersionRow.Always, content, now, by);
    }

    /// <summary>The lists that count from a date on, as other services know them.</summary>
    public IReadOnlyList<PriceList> PriceLists(DateOnly today) =>
        [.. ((PriceVersionRow?[])[ListOn(today), .. Planned(today)]).OfType<PriceVersionRow>().Select(AsList)];

    /// <summary>Names of the prices, planned ones too, and of the extras that speak of a group of courts; and whether prices by demand do.</summary>
    public (IReadOnlyList<string> Names, bool ByDemand) UsersOf(string group, DateOnly today)
    {
        var lists = ((PriceVersionRow?[])[ListOn(today), .. Planned(today)]).OfType<PriceVersionRow>().Select(row => PriceListEntry.Read(row.Content)).ToList();
        var prices = lists.SelectMany(list => list.Prices).Where(price => price.CourtGroups?.Contains(group) == true).Select(price => price.Name);
        var extras = (ExtrasNow is { } row ? PriceContent.ReadExtras(row.Content) : []).Where(extra => extra.CourtGroups?.Contains(group) == true).Select(extra => extra.Name);
        return ([.. prices.Concat(extras).Distinct()], lists.Exists(list => list.Pricing?.Occupancy?.Any(one => one.CourtGroups?.Contains(group) == true) == true));
    }

    private PriceList AsList(PriceVersionRow row) => PriceContent.List(row.Number, row.ValidFrom, row.Content, CourtId);

    private IEnumerable<PriceVersionRow> Lists => PriceVersions.Where(row => row.Kind == PriceVersionRow.Courts && row.WithdrawnAt is null);

    private Guid? CourtId(string key) => Courts.Find(court => court.Key == key)?.Id;

    private PriceVersionRow Add(string kind, DateOnly from, string content, DateTimeOffset now, string by)
    {
        var row = new PriceVersionRow
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            Number = PriceVersions.Where(row => row.Kind == kind).Select(row => row.Number).DefaultIfEmpty().Max() + 1,
            ValidFrom = from,
            SavedAt = now,
            SavedBy = by,
            Content = content,
        };
        PriceVersions.Add(row);
        return row;
    }

    private void TakePriceLists(VenueEntry entry, DateTimeOffset now, string by)
    {
        var (today, planned) = (Today(now), (entry.PlannedPrices ?? []).OrderBy(list => list.From).ToList());
        // What was planned and has begun is what counts today.
        var begun = planned.LastOrDefault(list => list.From <= today);
        var present = begun is null ? new PriceListEntry(entry.Prices, entry.Pricing) : new PriceListEntry(begun.Prices, begun.Pricing);
        TakePrices(present, ListOn(today) is null ? PriceVersionRow.Always : today, now, by);
        foreach (var row in Planned(today).Where(row => planned.All(list => list.From != row.ValidFrom))) Withdraw(row.ValidFrom, now);
        foreach (var list in planned.Where(list => list.From > today)) TakePrices(new PriceListEntry(list.Prices, list.Pricing), list.From, now, by);
        TakeExtras(entry.Extras ?? [], now, by);
    }

    // A rule whose courts are all out of use says nothing, and a file must not name them.
    private IReadOnlyList<PriceEntry> Spoken(IReadOnlyList<PriceEntry> prices) =>
        [.. prices.Select(price => price with { Id = null, Courts = price.Courts is ["all"] ? price.Courts : InUse(price.Courts) }).Where(price => price.Courts.Count > 0 || price.CourtGroups is { Count: > 0 })];

    private IReadOnlyList<PlannedEntry>? PlannedEntries(DateOnly today) => Planned(today) is { Count: > 0 } planned
        ? [.. planned.Select(row => (row, PriceListEntry.Read(row.Content))).Select(one => new PlannedEntry(one.row.ValidFrom, Spoken(one.Item2.Prices), one.Item2.Pricing))]
        : null;

    private IReadOnlyList<ExtraEntry>? SpokenExtras()
    {
        var extras = ExtrasNow is { } row ? PriceContent.ReadExtras(row.Content) : [];
        return extras.Count == 0 ? null : [.. extras.Select(extra => extra.Courts is null ? extra : extra with { Courts = InUse(extra.Courts) }).Where(extra => extra.Courts is not [])];
    }

    private IReadOnlyList<string> InUse(IReadOnlyList<string> keys) => [.. Courts.Where(court => court.Active && keys.Contains(court.Key)).OrderBy(court => court.Position).Select(court => court.Key)];
}
