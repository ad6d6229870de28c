using System.Globalization;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues.Managing;

/// <summary>A date with hours of its own.</summary>
/// <param name="Name">What the day is called, as visitors read it.</param>
/// <param name="Closed">Whether the venue stays closed; then it has no openings.</param>
internal sealed record DayInput(string Date, string? Name, bool Closed, IReadOnlyList<HoursInput.Opening> Openings)
{
    private const int LongestName = 80;

    public static DayInput Read(Typed typed)
    {
        var weekday = DateOf(typed["date"]) is { } date ? VenueText.Today(date) : 1;
        return new(typed["date"], typed["name"], typed.Is("closed"), [.. HoursInput.Read(typed, "", 1).Select(opening => opening with { Weekday = weekday })]);
    }

    public static Typed Typed(DateException day) => Managing.Typed.Of(
    [
        ("date", $"{day.Date:yyyy-MM-dd}"), ("name", day.Name), ("closed", day.Hours.Count == 0),
        .. HoursInput.Fields(HoursInput.Of(day.Hours).Select(opening => opening with { Weekday = 1 }), ""),
    ]);

    /// <summary>The date, as an address or a form writes it.</summary>
    public static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200 ? day : null;

    public void Apply(Venue venue, Faults faults)
    {
        var date = DateOf(Date);
        faults.Must(date is not null, "date", "A date such as 2026-12-24 is needed.");
        var name = faults.Text(Name, "name", LongestName, "A name is needed, such as Christmas Eve.");
        var hours = Closed ? [] : HoursInput.Check(Openings, "", faults);
        faults.Must(Closed || hours.Count > 0, "openings[0].opens", "Say when the venue is open, or that it is closed.");
        if (faults.None) venue.SetException(new ExceptionEntry(date!.Value, name, [.. hours.Select(opening => new PeriodEntry(opening.Opens, opening.Closes))]));
    }
}
