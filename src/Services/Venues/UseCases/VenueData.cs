using System.Globalization;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A venue as schema.org calls it, for search engines: what stands on its page and nothing else.</summary>
internal static class VenueData
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <param name="origin">Scheme and host of the club's site.</param>
    /// <param name="week">The hours of now.</param>
    public static Dictionary<string, object?> Of(VenueCard venue, string origin, string? about, IEnumerable<OpeningHours> week)
    {
        var place = venue.Place;
        var data = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "SportsActivityLocation",
            ["name"] = venue.Name,
            ["url"] = $"{origin}/venues/{Uri.EscapeDataString(venue.Key)}",
            ["address"] = Kept(new() { ["@type"] = "PostalAddress", ["streetAddress"] = place.Address, ["addressLocality"] = place.City, ["postalCode"] = place.Postcode, ["addressCountry"] = place.Country }),
            ["geo"] = new Dictionary<string, object?> { ["@type"] = "GeoCoordinates", ["latitude"] = place.Latitude, ["longitude"] = place.Longitude },
            ["openingHoursSpecification"] = week.Select(Hours).ToList(),
            ["description"] = about,
            ["telephone"] = place.Phone,
            ["email"] = place.Email,
            ["image"] = venue.Photos.Count > 0 || place.Photo is null ? null : $"{origin}/files/{place.Photo}",
        };
        return Kept(data);
    }

    // Hours that run over midnight close earlier than they open: so the vocabulary writes it.
    private static Dictionary<string, object?> Hours(OpeningHours hours) => new()
    {
        ["@type"] = "OpeningHoursSpecification",
        ["dayOfWeek"] = Days[hours.Weekday - 1],
        ["opens"] = hours.Opens.ToString("HH:mm", CultureInfo.InvariantCulture),
        ["closes"] = hours.Opens.AddMinutes(hours.LengthMinutes).ToString("HH:mm", CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, object?> Kept(Dictionary<string, object?> data) => data.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value);
}
