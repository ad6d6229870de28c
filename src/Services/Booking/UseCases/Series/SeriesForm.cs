using System.Globalization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Series;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>The form of a series, as typed. Nothing typed is lost, whoever was faster.</summary>
public sealed record SeriesForm(VenueCard Venue, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<int> Weekdays, bool ByStaff)
{
    /// <summary>The dates as they were found; none before they are checked.</summary>
    public IReadOnlyList<SeriesDate> Dates { get; init; } = [];

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string? Refusal { get; init; }

    /// <summary>What was typed into a field.</summary>
    public string this[string name] => Typed.GetValueOrDefault(name, "");

    /// <summary>Path of the page.</summary>
    public string Path => ByStaff ? "/desk/series/new" : "/series/new";

    internal static SeriesForm Read(IFormCollection form, VenueCard venue, bool byStaff) => new(
        venue, form.ToDictionary(field => field.Key, field => field.Value.ToString().Replace("\0", "", StringComparison.Ordinal)),
        [.. form["weekdays"].Select(day => Number(day) ?? 0)], byStaff);

    /// <summary>Sending it twice books once.</summary>
    internal RequestKey? RequestKey => this["once"].Length is > 0 and <= 64 ? new RequestKey($"{this["once"]} series", "page", []) : null;

    internal SeriesInput Input(IFormCollection form)
    {
        var choices = DateChoices.Read(form);
        return new SeriesInput(
            Guid.TryParse(this["court"], out var court) ? court : Guid.Empty, this["date"], this["time"], Number(this["duration"]), Weekdays, Number(this["every"]),
            this["ends"] == "until" ? this["until"] : null, this["ends"] == "until" ? null : Number(this["times"]) ?? 0,
            this["name"], this["email"], this["phone"], null, this["note"], choices, this["act"] == "book" ? DateChoices.Quoted(form, choices) : null, ByStaff ? "desk" : "web");
    }

    internal static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What was decided about dates, as a form sends it: a field for each, and the prices that were shown.</summary>
internal static class DateChoices
{
    private const string Field = "choice.";
    private const int MostFields = 400;

    /// <summary>Name of a date's field.</summary>
    public static string NameOf(SeriesDate date) => Field + NodaTime.Text.LocalDatePattern.Iso.Format(date.Date);

    /// <summary>An alternative as a value of the field.</summary>
    public static string ValueOf(Guid court, DateTimeOffset start, long minor) => string.Create(CultureInfo.InvariantCulture, $"{court:N} {start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {minor}");

    /// <summary>The prices of the dates that were shown as free.</summary>
    public static string Shown(IEnumerable<SeriesDate> dates) => string.Join(',', dates.Where(date => !date.IsConflict)
        .Select(date => string.Create(CultureInfo.InvariantCulture, $"{NodaTime.Text.LocalDatePattern.Iso.Format(date.Date)}={date.Price!.Total.AmountMinor}")));

    public static IReadOnlyList<DateChoice> Read(IFormCollection form) =>
        [.. Fields(form).Select(field => SeriesInput.Choice(field.Key[Field.Length..], string.Join(' ', field.Value.ToString().Split(' ').Take(2)))).OfType<DateChoice>()];

    /// <summary>The sum that was shown for what is chosen now; nothing where no prices were shown.</summary>
    public static long? Quoted(IFormCollection form, IReadOnlyList<DateChoice> choices)
    {
        if (form["quoted"].ToString() is not { Length: > 0 } quoted) return null;
        var decided = choices.Select(choice => NodaTime.Text.LocalDatePattern.Iso.Format(choice.Date)).ToHashSet();
        var free = quoted.Split(',').Select(pair => pair.Split('=')).Where(pair => pair.Length == 2 && !decided.Contains(pair[0])).Sum(pair => Minor(pair[1]));
        return free + Fields(form).Sum(field => field.Value.ToString().Split(' ') is [_, _, var minor] ? Minor(minor) : 0);
    }

    /// <summary>Marks the dates that were shown as free and are not any more.</summary>
    public static IReadOnlyList<SeriesDate> Lost(IFormCollection form, IReadOnlyList<SeriesDate> dates)
    {
        var shown = form["quoted"].ToString().Split(',').Select(pair => pair.Split('=')[0]).ToHashSet();
        return [.. dates.Select(date => date with { IsLost = date.IsOpen && (date.Instead is not null || shown.Contains(NodaTime.Text.LocalDatePattern.Iso.Format(date.Date))) })];
    }

    private static IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> Fields(IFormCollection form) =>
        form.Where(field => field.Key.StartsWith(Field, StringComparison.Ordinal)).Take(MostFields);

    private static long Minor(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var minor) && minor is >= 0 and < 1_000_000_000_000 ? minor : 0;
}
