using System.Globalization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A venue as the API tells it to players.</summary>
/// <param name="Zone">IANA time zone; every local time of the venue is in it.</param>
/// <param name="About">Description in the visitor's language where there is one, else in the club's.</param>
/// <param name="PhotoUrl">Path on the club's site.</param>
internal sealed record VenueAnswer(
    Guid Id, string Key, string Name, string Address, string City, string? Postcode, string Country, VenueAnswer.Point Location,
    string Zone, string Currency, string? Phone, string? Email, string? About, string? PhotoUrl, IReadOnlyList<string> Amenities,
    IReadOnlyList<VenueAnswer.Court> Courts, IReadOnlyList<VenueAnswer.Opening> OpeningHours, VenueAnswer.BookingRules Rules,
    IReadOnlyList<VenueAnswer.SpecialDay> Exceptions, IReadOnlyList<VenueAnswer.SeasonOfHours> Seasons, IReadOnlyList<VenueAnswer.Group> CourtGroups)
{
    /// <summary>What is sold with a court.</summary>
    public IReadOnlyList<ExtraOffer> Extras { get; init; } = [];

    /// <summary>Something a booking may ask for by its key, or pays for in any case.</summary>
    /// <param name="Per"><c>booking</c>, <c>person</c> or <c>hour</c>.</param>
    /// <param name="CourtIds">The courts it goes with; none for all.</param>
    internal sealed record ExtraOffer(string Key, string Name, Money Price, string Per, bool Automatic, int Most, IReadOnlyList<Guid> CourtIds);

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<Photo> Photos { get; init; } = [];

    /// <summary>A photo of the venue.</summary>
    /// <param name="Url">Path on the club's site, of the largest one.</param>
    /// <param name="Alt">What can be seen, in the visitor's language where that is known.</param>
    /// <param name="Urls">Paths by width in pixels.</param>
    internal sealed record Photo(Guid Id, string Url, int Width, int Height, string Alt, IReadOnlyDictionary<int, string> Urls);

    /// <summary>What players have to know before they come, in the visitor's language where there is one.</summary>
    public string? HouseRules { get; init; }

    /// <summary>Metres from the place that was asked about; only then.</summary>
    public int? DistanceMetres { get; init; }

    /// <summary>Degrees north and east, WGS 84.</summary>
    internal sealed record Point(double Lat, double Lng);

    /// <summary>A court.</summary>
    /// <param name="Roof"><c>indoor</c>, <c>outdoor</c> or <c>covered</c>.</param>
    /// <param name="Size"><c>double</c> or <c>single</c>.</param>
    /// <param name="Lights">Whether it can be played on after dark.</param>
    /// <param name="Accessible">Whether a wheelchair gets onto it.</param>
    internal sealed record Court(Guid Id, string Key, string Name, string Roof, string Surface, string Size, bool Panoramic, bool Lights, bool Accessible);

    /// <summary>Courts under one name.</summary>
    internal sealed record Group(Guid Id, string Key, string Name, IReadOnlyList<Guid> CourtIds);

    /// <summary>An opening of a weekday (1 = Monday), in the venue's local time.</summary>
    /// <param name="ClosesNextDay">Whether the closing time is the next day's.</param>
    internal sealed record Opening(int Weekday, string Opens, string Closes, bool ClosesNextDay);

    /// <summary>A date with openings of its own; none when the venue is closed.</summary>
    internal sealed record SpecialDay(DateOnly Date, string Name, IReadOnlyList<Opening> OpeningHours);

    /// <summary>A stretch of dates with a week of its own; both ends belong to it.</summary>
    internal sealed record SeasonOfHours(string Name, DateOnly From, DateOnly To, IReadOnlyList<Opening> OpeningHours);

    /// <summary>What a player should know before booking.</summary>
    internal sealed record BookingRules(
        IReadOnlyList<int> DurationsMinutes, int StartIntervalMinutes, int LeadMinutes, int HorizonDays, int HoldMinutes, bool PayAtClub,
        IReadOnlyList<CancellationTier> Cancellation, BookingPolicy Policy);

    internal static VenueAnswer Of(VenueCard venue, Visit visit)
    {
        var (place, rules) = (venue.Place, venue.Rules);
        return new VenueAnswer(
            venue.Id, venue.Key, venue.Name, place.Address, place.City, place.Postcode, place.Country, new Point(place.Latitude, place.Longitude),
            venue.Zone, venue.Currency, place.Phone, place.Email, AboutIn(place, visit), venue.Photos.Count > 0 ? venue.Photos[0].Path(venue.Photos[0].Width) : place.Photo is null ? null : $"/files/{place.Photo}", place.Amenities,
            [.. venue.Courts.Select(court => new Court(court.Id, court.Key, court.Name, court.Roof, court.Surface, court.Size, court.Panoramic, court.Lights, court.Accessible))],
            [.. venue.Hours.Select(Hours)],
            new BookingRules(rules.DurationsMinutes, rules.StartIntervalMinutes, rules.LeadMinutes, rules.HorizonDays, rules.HoldMinutes, rules.PayAtClub, rules.Cancellation, rules.Policy),
            [.. venue.Exceptions.Select(Special)],
            [.. venue.Seasons.Select(season => new SeasonOfHours(season.Name, season.First, season.Last, [.. season.Hours.Select(Hours)]))],
            // Courts out of use are nothing a player could look for.
            [.. venue.Groups.Select(group => new Group(group.Id, group.Key, group.Name, [.. venue.Courts.Where(court => group.CourtIds.Contains(court.Id)).Select(court => court.Id)])).Where(group => group.CourtIds.Count > 0)])
        {
            Extras = [.. venue.Extras.Select(extra => new ExtraOffer(extra.Key, extra.Name, new Money(extra.PriceMinor, venue.Currency), extra.Per, extra.Automatic, extra.Most,
                [.. extra.CourtIds, .. venue.Groups.Where(group => extra.CourtGroups.Contains(group.Key)).SelectMany(group => group.CourtIds)]))],
            Photos = [.. venue.Photos.Select(photo => new Photo(photo.Id, photo.Path(photo.Width), photo.Width, photo.Height, photo.AltIn(visit.Language, visit.Languages[0]), photo.Widths.ToDictionary(width => width, photo.Path)))],
            HouseRules = place.HouseRulesIn(visit.Language, visit.Languages[0]),
        };
    }

    internal static string? AboutIn(VenuePlace place, Visit visit) =>
        place.About.GetValueOrDefault(visit.Language) ?? place.About.GetValueOrDefault(visit.Languages[0]) ?? place.About.Values.FirstOrDefault();

    internal static SpecialDay Special(DateException exception) => new(exception.Date, exception.Name, [.. exception.Hours.Select(Hours)]);

    private static Opening Hours(OpeningHours hours)
    {
        var end = (hours.Opens.Hour * 60) + hours.Opens.Minute + hours.LengthMinutes;
        return new Opening(hours.Weekday, hours.Opens.ToString("HH:mm", CultureInfo.InvariantCulture), VenueText.Closing(hours), end > 1440);
    }
}
