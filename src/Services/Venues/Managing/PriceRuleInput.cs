using System.Globalization;
using PadelSaaS.Contracts;
using PadelSaaS.Ui.Text;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>What an hour costs on some courts, weekdays and local times. The highest priority wins.</summary>
/// <param name="Courts">Keys of courts; none, and no group either, for all.</param>
/// <param name="Weekdays">1 = Monday.</param>
/// <param name="From">Local time such as <c>18:00</c>.</param>
/// <param name="To">Local time, at the latest <c>24:00</c>.</param>
/// <param name="CourtGroups">Keys of groups of courts.</param>
/// <param name="Durations">Lengths of booking it is for; none for all.</param>
/// <param name="PerDurationMinor">Fixed prices by length of booking; they count instead of the price per hour.</param>
/// <param name="Customers">Keys of the customer groups it is for; none for everybody.</param>
/// <param name="SeasonFrom">First date of its season.</param>
/// <param name="SeasonTo">Last date of its season.</param>
internal sealed record PriceRuleInput(
    string? Name, IReadOnlyList<string>? Courts, IReadOnlyList<int>? Weekdays, string? From, string? To, long? PerHourMinor, int? Priority,
    IReadOnlyList<string>? CourtGroups = null, IReadOnlyList<int>? Durations = null, IReadOnlyDictionary<int, long>? PerDurationMinor = null,
    IReadOnlyList<string>? Customers = null, DateOnly? SeasonFrom = null, DateOnly? SeasonTo = null)
{
    private const long MostMinor = 1_000_000_000;
    private static readonly DateOnly NoDate = DateOnly.MinValue;

    public static PriceRuleInput Read(Typed typed, string at, Venue venue) => new(
        typed[$"{at}.name"], typed.All($"{at}.courts"), Numbers(typed, $"{at}.weekdays"),
        Clock.Tidy(typed[$"{at}.from"]), Clock.Tidy(typed[$"{at}.to"]) is "00:00" ? "24:00" : Clock.Tidy(typed[$"{at}.to"]),
        MoneyInput.Parse(typed[$"{at}.perHourMinor"], venue.Currency), typed[$"{at}.priority"].Trim().Length == 0 ? 0 : typed.Number($"{at}.priority"),
        typed.All($"{at}.courtGroups"), Numbers(typed, $"{at}.durations"), Fixed(typed, at, venue),
        typed.All($"{at}.customers"), Date(typed[$"{at}.seasonFrom"]), Date(typed[$"{at}.seasonTo"]));

    public static PriceRuleInput Of(PriceEntry price, Venue venue) => new(
        price.Name, price.Courts is ["all"] ? [] : [.. venue.Courts.Where(court => price.Courts.Contains(court.Key)).OrderBy(court => court.Position).Select(court => court.Key)],
        TenantFile.Weekdays.Parse(price.Days), price.From, price.To, price.PerHour, price.Priority,
        price.CourtGroups ?? [], price.Durations ?? [], price.PerDuration ?? new Dictionary<int, long>(), price.Customers ?? [], price.Season?.From, price.Season?.To);

    public PriceEntry Entry() => new(
        Name!.Trim(), Courts is { Count: > 0 } ? [.. Courts.Distinct()] : CourtGroups is { Count: > 0 } ? [] : ["all"], TenantFile.Weekdays.Format([.. Weekdays!.Distinct()]),
        From!, To!, PerHourMinor!.Value, Priority ?? 0, Some(CourtGroups), Some(Durations), PerDurationMinor is { Count: > 0 } ? new SortedDictionary<int, long>(PerDurationMinor.ToDictionary()) : null,
        Some(Customers), SeasonFrom is null && SeasonTo is null ? null : new SpanEntry(SeasonFrom ?? DateOnly.MinValue, SeasonTo ?? DateOnly.MaxValue));

    public void Check(Venue venue, string at, Faults faults)
    {
        faults.Text(Name, $"{at}.name", 60, "A name is needed.");
        faults.Must(Courts?.All(key => venue.Courts.Exists(court => court.Key == key)) ?? true, $"{at}.courts", "This court does not exist.");
        faults.Must(CourtGroups?.All(key => venue.Groups.Exists(group => group.Key == key)) ?? true, $"{at}.courtGroups", "This group of courts does not exist.");
        faults.Must(Weekdays is { Count: > 0 } days && days.All(day => day is >= 1 and <= 7), $"{at}.weekdays", "Choose at least one day.");
        var (from, to) = (ClockTime.Parse(From ?? ""), ClockTime.Parse(To ?? ""));
        faults.Must(from is < 1440, $"{at}.from", "A time such as 09:00 is needed.");
        faults.Must(to is not null, $"{at}.to", "A time such as 23:00 or 24:00 is needed.");
        faults.Rule(from is null || to is null || from < to, "ends_before_it_begins", $"{at}.to", "Ends before it begins. For a night, make one price until 24:00 and one from 00:00.");
        faults.Must(PerHourMinor is >= 0 and <= MostMinor, $"{at}.perHourMinor", "An amount such as {0} is needed.", MoneyText.Plain(new Money(2400, venue.Currency)));
        faults.Number(Priority ?? 0, $"{at}.priority", -1000, 1000);
        faults.Must(Durations?.All(minutes => minutes is > 0 and <= 1440) ?? true, $"{at}.durations", "A whole number from {0} to {1}.", 1, 1440);
        foreach (var (minutes, amount) in PerDurationMinor ?? new Dictionary<int, long>())
            faults.Must(minutes is > 0 and <= 1440 && amount is >= 0 and <= MostMinor, $"{at}.perDurationMinor.{minutes}", "An amount such as {0} is needed.", MoneyText.Plain(new Money(3300, venue.Currency)));
        faults.Must(Customers is null or { Count: <= 20 } && (Customers ?? []).All(key => key.Length is > 0 and <= 40), $"{at}.customers", "Keys of customer groups, such as member.");
        faults.Must(SeasonFrom != NoDate, $"{at}.seasonFrom", "A date such as {0} is needed.", "2027-06-01");
        faults.Must(SeasonTo != NoDate, $"{at}.seasonTo", "A date such as {0} is needed.", "2027-08-31");
        faults.Rule(!(SeasonFrom > SeasonTo), "season_ends_before_it_begins", $"{at}.seasonTo", "Ends before it begins.");
    }

    /// <summary>Whether another rule speaks of the same minute with the same weight, so that nobody knows which one counts.</summary>
    public bool Ties(PriceRuleInput other, Venue venue) =>
        (Priority ?? 0) == (other.Priority ?? 0) && Meet(CourtsMeant(venue), other.CourtsMeant(venue)) && Weekdays!.Intersect(other.Weekdays!).Any()
        && ClockTime.Parse(From!) < ClockTime.Parse(other.To!) && ClockTime.Parse(other.From!) < ClockTime.Parse(To!)
        && Meet(Durations, other.Durations) && Meet(Customers, other.Customers)
        && (SeasonFrom ?? DateOnly.MinValue) <= (other.SeasonTo ?? DateOnly.MaxValue) && (other.SeasonFrom ?? DateOnly.MinValue) <= (SeasonTo ?? DateOnly.MaxValue);

    public IEnumerable<(string, object?)> Fields(string at, string currency) =>
    [
        ($"{at}.name", Name?.Trim()), ($"{at}.from", From), ($"{at}.to", To), ($"{at}.priority", Priority ?? 0),
        ($"{at}.perHourMinor", PerHourMinor is { } amount ? MoneyText.Plain(new Money(amount, currency)) : ""),
        .. (Customers ?? []).Select(key => ($"{at}.customers", (object?)key)), ($"{at}.seasonFrom", SeasonFrom is { } first ? DateInput.Write(first) : ""), ($"{at}.seasonTo", SeasonTo is { } last ? DateInput.Write(last) : ""),
        .. Several($"{at}.courts", Courts), .. Several($"{at}.weekdays", Weekdays), .. Several($"{at}.courtGroups", CourtGroups), .. Several($"{at}.durations", Durations),
        .. (PerDurationMinor ?? new Dictionary<int, long>()).Select(pair => ($"{at}.perDurationMinor.{pair.Key}", (object?)MoneyText.Plain(new Money(pair.Value, currency)))),
    ];

    private static IEnumerable<(string, object?)> Several<T>(string name, IReadOnlyList<T>? values) => (values ?? []).Select(value => (name, (object?)value));

    private List<string> CourtsMeant(Venue venue) =>
        [.. Courts ?? [], .. venue.CourtKeys([.. venue.Groups.Where(group => CourtGroups?.Contains(group.Key) == true).SelectMany(group => group.CourtIds)])];

    // None named means all.
    private static bool Meet<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) => one is not { Count: > 0 } || other is not { Count: > 0 } || one.Intersect(other).Any();

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T>? list) => list is { Count: > 0 } ? [.. list.Distinct()] : null;

    private static int[] Numbers(Typed typed, string name) => [.. typed.All(name).Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];

    // An amount that cannot be read is no amount, and refused.
    private static Dictionary<int, long> Fixed(Typed typed, string at, Venue venue) => venue.DurationsMinutes
        .Where(minutes => typed[$"{at}.perDurationMinor.{minutes}"].Trim().Length > 0).ToDictionary(minutes => minutes, minutes => MoneyInput.Parse(typed[$"{at}.perDurationMinor.{minutes}"], venue.Currency) ?? -1);

    private static DateOnly? Date(string text) => text.Trim().Length == 0 ? null : DateInput.Read(text) ?? NoDate;
}
