using System.Globalization;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Discovery.Search;

/// <summary>Query of a search for somewhere to play. Everything may be left out.</summary>
/// <param name="Q">Part of a name, club, city, address or postcode; a wrong letter does not matter.</param>
/// <param name="Lat">Degrees north of where somebody is; with <paramref name="Lng"/>.</param>
/// <param name="Lng">Degrees east.</param>
/// <param name="Near">The same as one text, <c>40.42,-3.70</c>.</param>
/// <param name="RadiusKm">How far away at the most.</param>
/// <param name="Roof"><c>indoor</c>, <c>covered</c>, <c>outdoor</c>, several of them.</param>
/// <param name="Date">A day on which something has to be free, <c>2026-12-01</c>.</param>
/// <param name="Time">A local time of that day, <c>19:00</c>: half an hour more or less is shown too.</param>
/// <param name="Duration">Minutes of play.</param>
public sealed record Asked(
    string? Q, string? Lat, string? Lng, string? Near, string? RadiusKm, string? City, string[]? Roof, string[]? Surface, string[]? Amenity, string? Date, string? Time, string? Duration, string? Page);

/// <summary>What somebody looks for.</summary>
/// <param name="Words">Folded, at most <see cref="MostWords"/>.</param>
public sealed record Wish(IReadOnlyList<string> Words, Place? Near, double? Metres, Choices Choices, DateOnly? Date, TimeOnly? Time, int Duration, int Page)
{
    public const int UsualMinutes = 90;
    private const int MostWords = 6;
    private const int LongestText = 80;
    private const double MostKilometres = 500;
    private const int MostPages = 100;
    private const int MostChoices = 20;

    /// <summary>Reads what was asked; what makes no sense is noted.</summary>
    public static Wish Read(Asked asked, Checks checks)
    {
        var text = checks.Optional(asked.Q, "q", LongestText);
        var (latitude, longitude, field) = asked.Near?.Split(',') is [var north, var east] ? (north, east, "near") : (asked.Lat, asked.Lng, Empty(asked.Near) ? "lat" : "near");
        var place = Place.Parse(latitude, longitude);
        checks.That(place is not null || (Empty(asked.Lat) && Empty(asked.Lng) && Empty(asked.Near)), field, "Latitude and longitude in degrees are needed together.");
        var kilometres = Number(asked.RadiusKm);
        checks.That(Empty(asked.RadiusKm) || kilometres is > 0 and <= MostKilometres, "radiusKm", "A radius of up to 500 kilometres is needed.");
        DateOnly? date = DateOnly.TryParseExact(asked.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        checks.That(Empty(asked.Date) || date is not null, "date", "A date such as 2026-12-01 is needed.");
        TimeOnly? time = TimeOnly.TryParseExact(asked.Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) ? clock : null;
        checks.That(Empty(asked.Time) || time is not null, "time", "A time such as 19:00 is needed.");
        checks.That(Empty(asked.Time) || !Empty(asked.Date), "date", "A time needs its date.");
        var duration = Empty(asked.Duration) ? UsualMinutes : int.TryParse(asked.Duration, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : 0;
        checks.That(duration is >= 15 and <= 480, "duration", "A length of 15 to 480 minutes is needed.");
        var page = Empty(asked.Page) ? 1 : int.TryParse(asked.Page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        checks.That(page is >= 1 and <= MostPages, "page", "A page from 1 to 100 is needed.");
        var choices = new Choices(checks.Optional(asked.City, "city", LongestText), Several(asked.Roof, "roof", checks), Several(asked.Surface, "surface", checks), Several(asked.Amenity, "amenity", checks));
        // A page goes on without what was refused.
        var words = checks.Errors.ContainsKey("q") ? [] : WordsOf(text);
        return new Wish(words, place, place is null ? null : kilometres * 1000, choices, date, time, duration, page);
    }

    /// <summary>The words of a text as they are searched; what is too long is cut.</summary>
    public static IReadOnlyList<string> WordsOf(string? text) =>
        [.. FoldedText.Of(Cut(text?.Replace("\0", "", StringComparison.Ordinal) ?? "")).Split([' ', ',', ';', '.', '-', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords)];

    // Never between the halves of a letter.
    private static string Cut(string text) => text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];

    private static IReadOnlyList<string> Several(string[]? given, string field, Checks checks)
    {
        checks.That(given is null || given.Length <= MostChoices, field, "At most 20 choices.");
        return [.. (given ?? []).Take(MostChoices).Select(one => checks.Optional(one, field, LongestText)).OfType<string>().Distinct()];
    }

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

/// <summary>Choices within what was found. Each counts what the others leave, so that a choice shows what else there would be.</summary>
public sealed record Choices(string? City, IReadOnlyList<string> Roofs, IReadOnlyList<string> Surfaces, IReadOnlyList<string> Amenities)
{
    /// <summary>Nothing chosen.</summary>
    public static readonly Choices None = new(null, [], [], []);
}

/// <summary>A place on the globe, in degrees.</summary>
public readonly record struct Place(double Latitude, double Longitude)
{
    /// <summary>Reads degrees; <see langword="null"/> for what is no place.</summary>
    public static Place? Parse(string? latitude, string? longitude) =>
        Degrees(latitude) is { } north and >= -90 and <= 90 && Degrees(longitude) is { } east and >= -180 and <= 180 ? new Place(north, east) : null;

    private static double? Degrees(string? text) =>
        double.TryParse(text?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}
