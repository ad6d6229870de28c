using PadelSaaS.Contracts;
using PadelSaaS.Ui.Text;
using PadelSaaS.Venues.Prices;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>Everything a venue sells with its courts.</summary>
internal sealed record ExtrasInput(IReadOnlyList<ExtrasInput.Item?>? Extras)
{
    private const int MostItems = 30;
    private const long MostMinor = 1_000_000_000;
    private static readonly string[] Units = ["booking", "person", "hour"];

    /// <summary>Something that is sold with a court.</summary>
    /// <param name="Key">Its name in files and programs; none for a new one, which gets one from its name.</param>
    /// <param name="PriceMinor">Tax included.</param>
    /// <param name="Per"><c>booking</c>, <c>person</c> or <c>hour</c>.</param>
    /// <param name="TaxBasisPoints">Tax the price contains; none where receipts name none.</param>
    /// <param name="Automatic">Charged without being chosen.</param>
    /// <param name="From">Local time from which it counts; by the hour only minutes from there.</param>
    /// <param name="Courts">Keys of courts; none, and no group either, for all.</param>
    /// <param name="Stock">How many can be out at one time; none for any number.</param>
    /// <param name="Most">The most of it one booking may have.</param>
    internal sealed record Item(
        string? Key, string? Name, long? PriceMinor, string? Per, int? TaxBasisPoints = null, bool Automatic = false, string? From = null, string? To = null,
        IReadOnlyList<string>? Courts = null, IReadOnlyList<string>? CourtGroups = null, int? Stock = null, int? Most = null);

    public static ExtrasInput Read(Typed typed, Venue venue) => new([.. Enumerable.Range(0, typed.Rows("extras")).Select(row => $"extras[{row}]").Select(at => new Item(
        typed[$"{at}.key"] is { Length: > 0 } key ? key : null, typed[$"{at}.name"], MoneyInput.Parse(typed[$"{at}.priceMinor"], venue.Currency), typed[$"{at}.per"],
        typed[$"{at}.tax"].Trim().Length == 0 ? null : PriceSettingsInput.Percent(typed[$"{at}.tax"]) ?? -1, typed.Is($"{at}.automatic"),
        Time(typed[$"{at}.from"]), Time(typed[$"{at}.to"]) is "00:00" ? "24:00" : Time(typed[$"{at}.to"]), typed.All($"{at}.courts"), typed.All($"{at}.courtGroups"),
        typed[$"{at}.stock"].Trim().Length == 0 ? null : typed.Number($"{at}.stock") ?? -1, typed[$"{at}.most"].Trim().Length == 0 ? null : typed.Number($"{at}.most") ?? -1))]);

    public static ExtrasInput Of(Venue venue) => new([.. (venue.ExtrasNow is { } row ? PriceContent.ReadExtras(row.Content) : []).Select(extra => new Item(
        extra.Key, extra.Name, extra.Price, extra.Per, extra.TaxBps, extra.Automatic ?? false, extra.From, extra.To, extra.Courts ?? [], extra.CourtGroups ?? [], extra.Stock, extra.Most))]);

    public Typed Typed(long revision, string currency) => Managing.Typed.Of(
    [
        ("revision", revision), .. (Extras ?? []).OfType<Item>().SelectMany((item, row) => Fields(item, $"extras[{row}]", currency)),
    ]);

    public void Apply(Venue venue, DateTimeOffset now, string by, Faults faults)
    {
        var wanted = Extras ?? [];
        faults.Must(wanted.Count <= MostItems, "extras", "At most {0} extras.", MostItems);
        for (var i = 0; i < wanted.Count; i++)
            if (faults.Must(wanted[i] is not null, $"extras[{i}]", "A name is needed.")) Check(venue, wanted[i]!, $"extras[{i}]", faults);
        if (!faults.None) return;

        var keys = wanted.Select(item => item!.Key).OfType<string>().ToList();
        faults.Must(keys.Distinct().Count() == keys.Count, "extras", "Two extras have the same key.");
        var entries = new List<ExtraEntry>();
        foreach (var item in wanted)
        {
            var key = item!.Key ?? VenueKey.Of(item.Name!, keys);
            if (item.Key is null) keys.Add(key);
            entries.Add(new ExtraEntry(key, item.Name!.Trim(), item.PriceMinor!.Value, item.Per!, item.TaxBasisPoints, item.Automatic ? true : null, Other(item.From, "00:00"), Other(item.To, "24:00"),
                Some(item.Courts), Some(item.CourtGroups), item.Stock, item.Most is null or 1 ? null : item.Most));
        }
        if (faults.None) venue.TakeExtras(entries, now, by);
    }

    private static void Check(Venue venue, Item item, string at, Faults faults)
    {
        faults.Text(item.Name, $"{at}.name", 60, "A name is needed.");
        faults.Must(item.Key is null or { Length: > 0 and <= 40 }, $"{at}.key", "At most {0} characters.", 40);
        faults.Must(item.PriceMinor is >= 0 and <= MostMinor, $"{at}.priceMinor", "An amount such as {0} is needed.", MoneyText.Plain(new Money(500, venue.Currency)));
        faults.OneOf(item.Per, $"{at}.per", Units);
        faults.Must(item.TaxBasisPoints is null or (>= 0 and <= 10_000), $"{at}.tax", "A share from 0 to 100 per cent.");
        var (from, to) = (ClockTime.Parse(item.From ?? "00:00"), ClockTime.Parse(item.To ?? "24:00"));
        faults.Must(from is < 1440, $"{at}.from", "A time such as 09:00 is needed.");
        faults.Must(to is not null, $"{at}.to", "A time such as 23:00 or 24:00 is needed.");
        faults.Rule(from is null || to is null || from < to, "ends_before_it_begins", $"{at}.to", "Ends before it begins.");
        faults.Must(item.Courts?.All(key => venue.Courts.Exists(court => court.Key == key)) ?? true, $"{at}.courts", "This court does not exist.");
        faults.Must(item.CourtGroups?.All(key => venue.Groups.Exists(group => group.Key == key)) ?? true, $"{at}.courtGroups", "This group of courts does not exist.");
        faults.Number(item.Stock ?? 1, $"{at}.stock", 1, 1000);
        faults.Number(item.Most ?? 1, $"{at}.most", 1, 40);
    }

    private static IEnumerable<(string, object?)> Fields(Item item, string at, string currency) =>
    [
        ($"{at}.key", item.Key), ($"{at}.name", item.Name?.Trim()), ($"{at}.priceMinor", item.PriceMinor is { } price ? MoneyText.Plain(new Money(price, currency)) : ""), ($"{at}.per", item.Per),
        ($"{at}.tax", PriceSettingsInput.Share(item.TaxBasisPoints)), ($"{at}.automatic", item.Automatic ? "true" : ""), ($"{at}.from", item.From), ($"{at}.to", item.To), ($"{at}.stock", item.Stock), ($"{at}.most", item.Most),
        .. (item.Courts ?? []).Select(key => ($"{at}.courts", (object?)key)), .. (item.CourtGroups ?? []).Select(key => ($"{at}.courtGroups", (object?)key)),
    ];

    private static string? Time(string text) => text.Trim().Length == 0 ? null : Clock.Tidy(text);

    private static string? Other(string? value, string usual) => value == usual ? null : value;

    private static IReadOnlyList<string>? Some(IReadOnlyList<string>? list) => list is { Count: > 0 } ? [.. list.Distinct()] : null;
}
