using System.Text.Json;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Venues.Prices;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues;

internal sealed partial class Venue
{
    /// <summary>The venue as other services know it, also while it is being changed.</summary>
    /// <param name="now">Whose prices it shows; without it the card says nothing of prices.</param>
    public VenueCard ToCard(long revision, DateTimeOffset? now = null) => new(
        Id, Key, revision, Name, Zone, Currency,
        new VenuePlace(Address, City, Postcode, Country, Latitude, Longitude, Phone, Email, Photo, Amenities, JsonSerializer.Deserialize<Dictionary<string, string>>(About)!) { HouseRules = JsonSerializer.Deserialize<Dictionary<string, string>>(HouseRules)! },
        new BookingRules(
            DurationsMinutes, StartIntervalMinutes, LeadMinutes, HorizonDays, BufferMinutes, HoldMinutes, StrictGaps, AdjacentStarts, PayAtClub,
            [.. JsonSerializer.Deserialize<List<TierEntry>>(Cancellation, FileJson.Options)!.Select(tier => new CancellationTier(tier.MinHours, tier.RefundBps))])
        {
            Policy = PolicyEntry.Read(Policy).ToPolicy(),
            PlayerSeriesWeeks = PlayerSeriesWeeks,
        },
        [.. Courts.Where(court => court.Active).OrderBy(court => court.Position)
            .Select(court => new CourtCard(court.Id, court.Key, court.Name, court.Roof, court.Surface, court.Size, court.Panoramic, court.Position) { Lights = court.Lights, Accessible = court.Accessible })],
        [.. Hours.OrderBy(row => row.Weekday).ThenBy(row => row.Opens).Select(row => new OpeningHours(row.Weekday, row.Opens, row.LengthMinutes))],
        now is { } present && (Edited ?? ListOn(Today(present))) is { } list ? AsList(list).Rules : [])
    {
        PriceLists = now is { } today ? PriceLists(Today(today)) : [],
        Extras = ExtrasNow is { } extras ? PriceContent.Extras(extras.Content, CourtId) : [],
        ExtrasNumber = ExtrasNow?.Number ?? 0,
        Exceptions = [.. Exceptions.OrderBy(row => row.Date).Select(row => SpecialDaysText.Exception(row.Date, row.Name, row.Hours))],
        Groups = [.. Groups.OrderBy(row => row.Position).Select(row => new CourtGroup(row.Id, row.Key, row.Name, row.CourtIds))],
        Photos = [.. Photos.OrderBy(row => row.Position).Select(row => new VenuePhoto(row.Id, row.Width, row.Height, row.Widths, JsonSerializer.Deserialize<Dictionary<string, string>>(row.Alt)!))],
        Seasons = [.. Seasons.OrderBy(row => row.First).Select(row => SpecialDaysText.Season(row.Name, row.First, row.Last, row.Hours))],
    };
}
