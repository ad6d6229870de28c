using PadelSaaS.Contracts;
using PadelSaaS.Ui.Text;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>All price rules of a venue.</summary>
internal sealed record PricesInput(IReadOnlyList<PricesInput.Rule?>? Prices)
{
    private const int MostRules = 60;
    private const long MostMinor = 1_000_000_000;

    /// <summary>What an hour costs on some courts, weekdays and local times. The highest priority wins.</summary>
    /// <param name="Courts">Keys of courts; none for all.</param>
    /// <param name="Weekdays">1 = Monday.</param>
    /// <param name="From">Local time such as <c>18:00</c>.</param>
    /// <param name="To">Local time, at the latest <c>24:00</c>.</param>
    internal sealed record Rule(string? Name, IReadOnlyList<string>? Courts, IReadOnlyList<int>? Weekdays, string? From, string? To, long? PerHourMinor, int? Priority);

    public static PricesInput Read(Typed typed, string currency) => new([.. Enumerable.Range(0, typed.Rows("prices")).Select(row => $"prices[{row}]").Select(at => new Rule(
        typed[$"{at}.name"], typed.All($"{at}.courts"), [.. typed.All($"{at}.weekdays").Select(day => int.TryParse(day, out var number) ? number : 0)],
        Clock.Tidy(typed[$"{at}.from"]), Clock.Tidy(typed[$"{at}.to"]) is "00:00" ? "24:00" : Clock.Tidy(typed[$"{at}.to"]),
        MoneyInput.Parse(typed[$"{at}.perHourMinor"], currency), typed[$"{at}.priority"].Trim().Length == 0 ? 0 : typed.Number($"{at}.priority")))]);

    public static PricesInput Of(Venue venue) => new([.. venue.Prices.OrderBy(row => row.Position).Select(row => new Rule(
        row.Name, [.. venue.Courts.Where(court => row.CourtIds.Contains(court.Id)).OrderBy(court => court.Position).Select(court => court.Key)],
        row.Weekdays, ClockTime.Format(row.FromMinute), ClockTime.Format(row.ToMinute), row.PerHourMinor, row.Priority))]);

    public Typed Typed(long revision, string currency) => Managing.Typed.Of(
    [
        ("revision", revision), .. (Prices ?? []).OfType<Rule>().SelectMany((rule, row) => Fields(rule, $"prices[{row}]", currency)),
    ]);

    /// <summary>Makes the venue's prices what was asked for. A minute at which it is open has to have exactly one price.</summary>
    public void Apply(Venue venue, DateTimeOffset now, Faults faults)
    {
        var wanted = Prices ?? [];
        faults.Must(wanted.Count is <= MostRules, "prices", "At most {0} prices.", MostRules);
        for (var i = 0; i < wanted.Count; i++) Check(venue, wanted[i], $"prices[{i}]", faults);
        if (!faults.None) return;

        for (var i = 0; i < wanted.Count; i++)
            for (var j = 0; j < i; j++)
                faults.Rule(!Ties(wanted[i]!, wanted[j]!), "priority_tie", $"prices[{i}].priority", "{0} and {1} speak of the same time with the same priority.", wanted[i]!.Name!, wanted[j]!.Name!);
        if (!faults.None || Same(venue)) return;

        venue.TakePrices([.. wanted.Select(rule => new PriceEntry(
            rule!.Name!.Trim(), rule.Courts is { Count: > 0 } ? [.. rule.Courts.Distinct()] : ["all"], Weekdays.Format([.. rule.Weekdays!.Distinct()]), rule.From!, rule.To!, rule.PerHourMinor!.Value, rule.Priority ?? 0))], now);
    }

    private static void Check(Venue venue, Rule? rule, string at, Faults faults)
    {
        if (!faults.Must(rule is not null, at, "A price is needed.")) return;
        faults.Text(rule!.Name, $"{at}.name", 60, "A name is needed.");
        faults.Must(rule.Courts?.All(key => venue.Courts.Exists(court => court.Key == key)) ?? true, $"{at}.courts", "This court does not exist.");
        faults.Must(rule.Weekdays is { Count: > 0 } days && days.All(day => day is >= 1 and <= 7), $"{at}.weekdays", "Choose at least one day.");
        var (from, to) = (ClockTime.Parse(rule.From ?? ""), ClockTime.Parse(rule.To ?? ""));
        faults.Must(from is < 1440, $"{at}.from", "A time such as 09:00 is needed.");
        faults.Must(to is not null, $"{at}.to", "A time such as 23:00 or 24:00 is needed.");
        faults.Rule(from is null || to is null || from < to, "ends_before_it_begins", $"{at}.to", "Ends before it begins. For a night, make one price until 24:00 and one from 00:00.");
        faults.Must(rule.PerHourMinor is >= 0 and <= MostMinor, $"{at}.perHourMinor", "An amount such as {0} is needed.", MoneyText.Plain(new Money(2400, venue.Currency)));
        faults.Number(rule.Priority ?? 0, $"{at}.priority", -1000, 1000);
    }

    private static bool Ties(Rule one, Rule other) =>
        (one.Priority ?? 0) == (other.Priority ?? 0)
        && (one.Courts is not { Count: > 0 } || other.Courts is not { Count: > 0 } || one.Courts.Intersect(other.Courts).Any())
        && one.Weekdays!.Intersect(other.Weekdays!).Any()
        && ClockTime.Parse(one.From!) < ClockTime.Parse(other.To!) && ClockTime.Parse(other.From!) < ClockTime.Parse(one.To!);

    private bool Same(Venue venue) => Typed(0, venue.Currency).Same(Of(venue).Typed(0, venue.Currency));

    private static IEnumerable<(string, object?)> Fields(Rule rule, string at, string currency) =>
    [
        ($"{at}.name", rule.Name?.Trim()), ($"{at}.from", rule.From), ($"{at}.to", rule.To), ($"{at}.priority", rule.Priority ?? 0),
        ($"{at}.perHourMinor", rule.PerHourMinor is { } amount ? MoneyText.Plain(new Money(amount, currency)) : ""),
        .. (rule.Courts ?? []).Select(key => ($"{at}.courts", (object?)key)), .. (rule.Weekdays ?? []).Select(day => ($"{at}.weekdays", (object?)day)),
    ];
}
