using PadelSaaS.Venues.Prices;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>All price rules of a venue.</summary>
internal sealed record PricesInput(IReadOnlyList<PriceRuleInput?>? Prices)
{
    private const int MostRules = 60;

    /// <summary>First business date of play they are for; none for at once.</summary>
    public DateOnly? From { get; init; }

    /// <summary>How they are counted; left out, that stays as it is.</summary>
    public PriceSettingsInput? Settings { get; init; }

    public static PricesInput Read(Typed typed, Venue venue) => new([.. Enumerable.Range(0, typed.Rows("prices")).Select(row => PriceRuleInput.Read(typed, $"prices[{row}]", venue))])
    {
        From = typed["from"].Trim().Length == 0 ? null : DateInput.Read(typed["from"]) ?? default(DateOnly),
        Settings = PriceSettingsInput.Read(typed, venue.Currency),
    };

    /// <summary>The list that counts on a date.</summary>
    public static PricesInput Of(Venue venue, DateOnly date)
    {
        var list = venue.PricesOn(date);
        return new PricesInput([.. list.Prices.Select(price => PriceRuleInput.Of(price, venue))]) { Settings = PriceSettingsInput.Of(list.Pricing) };
    }

    public Typed Typed(long revision, string currency) => Managing.Typed.Of(
    [
        ("revision", revision), ("from", From is { } from ? DateInput.Write(from) : ""), .. (Settings ?? new PriceSettingsInput()).Fields(currency),
        .. (Prices ?? []).OfType<PriceRuleInput>().SelectMany((rule, row) => rule.Fields($"prices[{row}]", currency)),
    ]);

    /// <summary>Lets the venue's prices be what was asked for. A minute at which it is open has to have exactly one price.</summary>
    public void Apply(Venue venue, DateTimeOffset now, string by, Faults faults)
    {
        var wanted = Prices ?? [];
        var today = venue.Today(now);
        faults.Must(wanted.Count is <= MostRules, "prices", "At most {0} prices.", MostRules);
        faults.Must(From is null || From.Value.Year is > 2000 and < 2200, "from", "A date such as {0} is needed.", DateInput.Write(today.AddDays(30)));
        faults.Rule(From is null || From >= today || From.Value.Year < 2000, "begins_in_the_past", "from", "Prices of days that are over cannot be changed.");
        for (var i = 0; i < wanted.Count; i++)
            if (faults.Must(wanted[i] is not null, $"prices[{i}]", "A price is needed.")) wanted[i]!.Check(venue, $"prices[{i}]", faults);
        Settings?.Check(venue, faults);
        if (!faults.None) return;

        for (var i = 0; i < wanted.Count; i++)
            for (var j = 0; j < i; j++)
                faults.Rule(!wanted[i]!.Ties(wanted[j]!, venue), "priority_tie", $"prices[{i}].priority", "{0} and {1} speak of the same time with the same priority.", wanted[i]!.Name!, wanted[j]!.Name!);
        if (!faults.None) return;

        var settings = Settings is null ? venue.PricesOn(From ?? today).Pricing : Settings.Entry();
        var first = venue.ListOn(today) is null && From is null;
        venue.TakePrices(new PriceListEntry([.. wanted.Select(rule => rule!.Entry())], settings), first ? PriceVersionRow.Always : From ?? today, now, by);
    }
}
