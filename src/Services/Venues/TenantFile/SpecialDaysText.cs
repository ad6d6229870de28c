using System.Text.Json;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>A date with hours of its own; none when the venue is closed.</summary>
internal sealed record ExceptionEntry(DateOnly Date, string Name, IReadOnlyList<PeriodEntry> Hours);

/// <summary>An opening of one date; a closing at or before the opening is the next day's.</summary>
internal sealed record PeriodEntry(string Opens, string Closes);

/// <summary>A stretch of dates with a week of its own; both ends belong to it.</summary>
internal sealed record SeasonEntry(string Name, DateOnly From, DateOnly To, IReadOnlyList<HoursEntry> Hours);

/// <summary>Hours of exceptions and seasons between the file's words, the rows' JSON and the card.</summary>
internal static class SpecialDaysText
{
    public static string Write<T>(IReadOnlyList<T> hours) => JsonSerializer.Serialize(hours, FileJson.Options);

    public static IReadOnlyList<PeriodEntry> Periods(string json) => JsonSerializer.Deserialize<List<PeriodEntry>>(json, FileJson.Options) ?? [];

    public static IReadOnlyList<HoursEntry> Week(string json) => JsonSerializer.Deserialize<List<HoursEntry>>(json, FileJson.Options) ?? [];

    /// <summary>Whether a week says the same, however its lines are put together.</summary>
    public static bool SameWeek(string json, IReadOnlyList<HoursEntry> hours) => Lines(Week(json)).SetEquals(Lines(hours));

    public static DateException Exception(DateOnly date, string name, string json)
    {
        var weekday = VenueText.Today(date);
        return new DateException(date, name, [.. Periods(json).Select(period => Opening(weekday, period.Opens, period.Closes))]);
    }

    public static Season Season(string name, DateOnly first, DateOnly last, string json) => new(name, first, last,
        [.. Week(json).SelectMany(hours => Weekdays.Parse(hours.Days)!, (hours, day) => Opening(day, hours.Opens, hours.Closes))]);

    private static HashSet<(int, string, string)> Lines(IReadOnlyList<HoursEntry> hours) =>
        [.. hours.SelectMany(line => Weekdays.Parse(line.Days)!, (line, day) => (day, line.Opens, line.Closes))];

    private static OpeningHours Opening(int weekday, string opens, string closes)
    {
        var (from, to) = (ClockTime.Parse(opens)!.Value, ClockTime.Parse(closes)!.Value);
        return new OpeningHours(weekday, new TimeOnly(from / 60, from % 60), ClockTime.Length(from, to));
    }
}
