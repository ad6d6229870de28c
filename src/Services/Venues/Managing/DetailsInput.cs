using System.Globalization;
using System.Text.Json;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.Managing;

/// <summary>Where a venue is, how to reach it and what it says about itself.</summary>
/// <param name="Latitude">Degrees north, WGS 84.</param>
/// <param name="About">Description by language code.</param>
internal sealed record DetailsInput(
    string? Name, string? Address, string? City, string? Postcode, string? Country, double? Latitude, double? Longitude, string? Zone,
    string? Phone, string? Email, IReadOnlyList<string>? Amenities, IReadOnlyDictionary<string, string>? About)
{
    /// <summary>What players have to know before they come, by language code; left out, it stays as it is.</summary>
    public IReadOnlyDictionary<string, string>? HouseRules { get; init; }

    public static DetailsInput Read(Typed typed, Visit visit) => new(
        typed["name"], typed["address"], typed["city"], typed["postcode"], typed["country"], Degrees(typed["latitude"]), Degrees(typed["longitude"]), typed["zone"],
        typed["phone"], typed["email"], typed.All("amenities"), visit.Languages.ToDictionary(language => language, language => typed[$"about.{language}"]))
    {
        HouseRules = visit.Languages.ToDictionary(language => language, language => typed[$"houseRules.{language}"]),
    };

    public static DetailsInput Of(Venue venue) => new(
        venue.Name, venue.Address, venue.City, venue.Postcode, venue.Country, venue.Latitude, venue.Longitude, venue.Zone,
        venue.Phone, venue.Email, venue.Amenities, JsonSerializer.Deserialize<Dictionary<string, string>>(venue.About))
    {
        HouseRules = JsonSerializer.Deserialize<Dictionary<string, string>>(venue.HouseRules),
    };

    public Typed Typed(long revision) => Managing.Typed.Of(
    [
        ("revision", revision), ("name", Name), ("address", Address), ("city", City), ("postcode", Postcode), ("country", Country), ("latitude", Latitude), ("longitude", Longitude),
        ("zone", Zone), ("phone", Phone), ("email", Email), .. (Amenities ?? []).Select(amenity => ("amenities", (object?)amenity)),
        .. (About ?? new Dictionary<string, string>()).Select(text => ($"about.{text.Key}", (object?)text.Value)),
        .. (HouseRules ?? new Dictionary<string, string>()).Select(text => ($"houseRules.{text.Key}", (object?)text.Value)),
    ]);

    /// <summary>Makes the venue what was asked for, as far as it makes sense.</summary>
    public void Apply(Venue venue, Visit visit, Faults faults)
    {
        (venue.Name, venue.Address) = (faults.Text(Name, "name", 80, "A name is needed."), faults.Text(Address, "address", 200, "An address is needed."));
        (venue.City, venue.Postcode) = (faults.Text(City, "city", 80, "A city is needed."), faults.Optional(Postcode, "postcode", 20));
        venue.Country = faults.OneOf(Country, "country", [.. Choices.Countries, venue.Country]);
        faults.Must(Latitude is >= -90 and <= 90, "latitude", "A number from −90 to 90, such as 40.4168.");
        faults.Must(Longitude is >= -180 and <= 180, "longitude", "A number from −180 to 180, such as -3.7038.");
        (venue.Latitude, venue.Longitude) = (Latitude ?? 0, Longitude ?? 0);
        venue.Zone = faults.OneOf(Zone, "zone", [.. Choices.Zones, venue.Zone]);
        venue.Phone = faults.Optional(Phone, "phone", 30);
        faults.Must(venue.Phone is null || venue.Phone.All(letter => char.IsAsciiDigit(letter) || "+ ()-./".Contains(letter, StringComparison.Ordinal)), "phone", "Digits, spaces and a plus in front.");
        venue.Email = faults.Optional(Email, "email", 254);
        faults.Must(venue.Email is null || IsAddress(venue.Email), "email", "An e-mail address such as club@example.com.");
        ApplyWords(venue, visit, faults);
    }

    private void ApplyWords(Venue venue, Visit visit, Faults faults)
    {
        var amenities = (Amenities ?? []).Distinct().ToArray();
        faults.Must(amenities.All(amenity => Choices.Amenities.Contains(amenity) || venue.Amenities.Contains(amenity)), "amenities", "Choose one of the list.");
        if (!amenities.ToHashSet().SetEquals(venue.Amenities)) venue.Amenities = amenities;
        venue.About = Said(venue.About, About, "about", 2000, visit, faults);
        venue.HouseRules = Said(venue.HouseRules, HouseRules, "houseRules", 4000, visit, faults);
    }

    // The database writes JSON with spaces of its own: the same words are no change.
    internal static string Said(string now, IReadOnlyDictionary<string, string>? wanted, string field, int most, Visit visit, Faults faults)
    {
        var before = JsonSerializer.Deserialize<Dictionary<string, string>>(now)!;
        var said = new SortedDictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var (language, text) in wanted ?? new Dictionary<string, string>())
        {
            faults.Must(visit.Languages.Contains(language) || before.ContainsKey(language), $"{field}.{language}", "The club does not speak this language.");
            if (faults.Optional(text, $"{field}.{language}", most) is { } words) said[language] = words.ReplaceLineEndings("\n");
            else said.Remove(language);
        }
        return said.OrderBy(pair => pair.Key).SequenceEqual(before.OrderBy(pair => pair.Key)) ? now : JsonSerializer.Serialize(said);
    }

    private static double? Degrees(string text) =>
        double.TryParse(text.Trim().Replace(',', '.').Replace('−', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    private static bool IsAddress(string text) =>
        text.LastIndexOf('@') is > 0 and var at && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && !text.Any(char.IsWhiteSpace) && text.Count(letter => letter == '@') == 1;
}
