using System.Globalization;
using PadelSaaS.Contracts;
using PadelSaaS.Ui.Text;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>How a list of prices is counted.</summary>
internal sealed record PriceSettingsInput
{
    /// <summary>Bands a form offers.</summary>
    public const int Bands = 5;

    private const int MostOccupancies = 5;

    /// <summary>Whether the first minute prices all of a booking.</summary>
    public bool ByStart { get; init; }

    /// <summary>Minor units prices are rounded to, half up.</summary>
    public int? RoundToMinor { get; init; } = 1;

    /// <summary>Tax that court prices contain, such as 2100; none where receipts name none.</summary>
    public int? TaxBasisPoints { get; init; }

    /// <summary>Courts whose price follows how much of the day is sold; none for fixed prices.</summary>
    public IReadOnlyList<OccupancyInput?>? Occupancy { get; init; } = [];

    /// <summary>Some courts whose price follows how much of their day is sold.</summary>
    /// <param name="CourtGroups">None for all courts.</param>
    internal sealed record OccupancyInput(IReadOnlyList<string>? CourtGroups, IReadOnlyList<BandInput?>? Bands, long? LowestPerHourMinor, long? HighestPerHourMinor);

    /// <summary>A band; the last one has no bound.</summary>
    internal sealed record BandInput(int? BelowBasisPoints, int? ChangeBasisPoints);

    public static PriceSettingsInput Read(Typed typed, string currency) => new()
    {
        ByStart = typed["mode"] == "byStart",
        RoundToMinor = typed["roundTo"].Trim().Length == 0 ? 1 : (int?)Math.Clamp(MoneyInput.Parse(typed["roundTo"], currency) ?? 0, 0, int.MaxValue),
        TaxBasisPoints = typed["tax"].Trim().Length == 0 ? null : Percent(typed["tax"]) ?? -1,
        Occupancy = [.. Enumerable.Range(0, typed.Rows("occupancy")).Select(row => ReadOne(typed, $"occupancy[{row}]", currency)).Where(one => one.Bands!.Count > 0)],
    };

    public static PriceSettingsInput Of(PricingEntry? pricing) => new()
    {
        ByStart = pricing?.Mode == "byStart",
        RoundToMinor = pricing?.RoundTo ?? 1,
        TaxBasisPoints = pricing?.CourtTaxBps,
        Occupancy = [.. (pricing?.Occupancy ?? []).Select(one => new OccupancyInput(one.CourtGroups ?? [], [.. one.Bands.Select(band => new BandInput(band.BelowBps, band.ChangeBps))], one.LowestPerHour, one.HighestPerHour))],
    };

    public PricingEntry? Entry() => PriceListEntry.Tidy(new PricingEntry(
        ByStart ? "byStart" : null, RoundToMinor, TaxBasisPoints, [.. (Occupancy ?? []).Select(one => new OccupancyEntry(
            [.. one!.Bands!.Select(band => new BandEntry(band!.ChangeBasisPoints!.Value, band.BelowBasisPoints))], one.CourtGroups is { Count: > 0 } groups ? groups : null, one.LowestPerHourMinor, one.HighestPerHourMinor))]));

    public void Check(Venue venue, Faults faults)
    {
        faults.Must(RoundToMinor is >= 1 and <= 1_000_000, "roundTo", "An amount such as {0} is needed.", MoneyText.Plain(new Money(50, venue.Currency)));
        faults.Must(TaxBasisPoints is null or (>= 0 and <= 10_000), "tax", "A share from 0 to 100 per cent.");
        faults.Must(Occupancy is null or { Count: <= MostOccupancies }, "occupancy", "At most {0} lines.", MostOccupancies);
        for (var i = 0; i < (Occupancy ?? []).Count; i++)
        {
            var (one, at) = (Occupancy![i], $"occupancy[{i}]");
            if (!faults.Must(one?.Bands is not null && one.Bands.All(band => band?.ChangeBasisPoints is not null), $"{at}.bands", "Every band needs a change in per cent.")) continue;
            faults.Must(one!.CourtGroups?.All(key => venue.Groups.Exists(group => group.Key == key)) ?? true, $"{at}.courtGroups", "This group of courts does not exist.");
            faults.Rule(PriceEntryRules.AreBands([.. one.Bands!.Select(band => (band!.BelowBasisPoints, band.ChangeBasisPoints!.Value))]), "bands_do_not_rise", $"{at}.bands",
                "The bounds have to rise, and the last band has none: it holds for a full day.");
            faults.Must(one.LowestPerHourMinor is null or >= 0, $"{at}.lowest", "An amount such as {0} is needed.", MoneyText.Plain(new Money(2000, venue.Currency)));
            faults.Must(one.HighestPerHourMinor is null or >= 0, $"{at}.highest", "An amount such as {0} is needed.", MoneyText.Plain(new Money(5000, venue.Currency)));
            faults.Rule(!(one.LowestPerHourMinor > one.HighestPerHourMinor), "lowest_above_highest", $"{at}.lowest", "The lowest price lies above the highest.");
        }
    }

    public IEnumerable<(string, object?)> Fields(string currency) =>
    [
        ("mode", ByStart ? "byStart" : "prorata"), ("roundTo", RoundToMinor is null or 1 ? "" : Amount(RoundToMinor, currency)), ("tax", Share(TaxBasisPoints)),
        .. (Occupancy ?? []).OfType<OccupancyInput>().SelectMany((one, row) => FieldsOf(one, $"occupancy[{row}]", currency)),
    ];

    /// <summary>Basis points of <c>21</c> or <c>12.5</c>; none for what is no number.</summary>
    public static int? Percent(string text) =>
        decimal.TryParse(text.Trim().TrimEnd('%').Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
        && Math.Abs(share) <= 1000 && share * 100 == Math.Truncate(share * 100) ? (int)(share * 100) : null;

    /// <summary>Basis points as a person types per cent.</summary>
    public static string Share(int? basisPoints) => basisPoints is { } share ? (share / 100m).ToString("0.##", CultureInfo.InvariantCulture) : "";

    private static OccupancyInput ReadOne(Typed typed, string at, string currency) => new(
        typed.All($"{at}.courtGroups"),
        [.. from band in Enumerable.Range(0, Bands)
            let below = typed[$"{at}.below{band}"].Trim()
            let change = typed[$"{at}.change{band}"].Trim()
            where below.Length + change.Length > 0
            select new BandInput(below.Length == 0 ? null : Percent(below) ?? -1, Percent(change))],
        typed[$"{at}.lowest"].Trim().Length == 0 ? null : MoneyInput.Parse(typed[$"{at}.lowest"], currency) ?? -1,
        typed[$"{at}.highest"].Trim().Length == 0 ? null : MoneyInput.Parse(typed[$"{at}.highest"], currency) ?? -1);

    private static IEnumerable<(string, object?)> FieldsOf(OccupancyInput one, string at, string currency) =>
    [
        ($"{at}.lowest", Amount(one.LowestPerHourMinor, currency)), ($"{at}.highest", Amount(one.HighestPerHourMinor, currency)),
        .. (one.CourtGroups ?? []).Select(key => ($"{at}.courtGroups", (object?)key)),
        .. (one.Bands ?? []).OfType<BandInput>().SelectMany((band, i) => new (string, object?)[] { ($"{at}.below{i}", Share(band.BelowBasisPoints)), ($"{at}.change{i}", Share(band.ChangeBasisPoints)) }),
    ];

    private static string Amount(long? minor, string currency) => minor is { } amount ? MoneyText.Plain(new Money(amount, currency)) : "";
}
