using System.Text.Json;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Index;

/// <summary>Tells the shared index about the venues of the scope's club, in the open unit of work. The index keeps the newest of what it is told.</summary>
internal sealed class VenueIndex(UnitOfWork work, IVenues venues, CurrentTenant tenant)
{
    /// <summary>Tells how a venue is now.</summary>
    /// <param name="revision">What was heard of it: a memory that is older is refreshed first.</param>
    public async Task TellAsync(Guid venueId, long revision, CancellationToken stop)
    {
        var venue = await venues.FindAsync(venueId, stop);
        if (venue is null || venue.Revision < revision) venue = await venues.ReloadAsync(venueId, stop);
        await using var command = venue is null
            ? work.Command("select platform.hide_found_venue($1, $2)", venueId, revision)
            : work.Command("select platform.keep_found_venue($1, $2, $3::jsonb)", venueId, venue.Revision, JsonSerializer.Serialize(Content(venue), JsonSerializerOptions.Web));
        await command.ExecuteScalarAsync(stop);
    }

    // Nothing may stand here that is not on the venue's public page.
    private object Content(VenueCard venue) => new
    {
        venue.Key,
        venue.Name,
        venue.Place.Address,
        venue.Place.City,
        venue.Place.Country,
        venue.Place.Longitude,
        venue.Place.Latitude,
        venue.Zone,
        venue.Currency,
        PriceFromMinor = CheapestHour(venue),
        Courts = venue.Courts.Count,
        Roofs = venue.Courts.Select(court => court.Roof).Distinct().Order(StringComparer.Ordinal),
        Surfaces = venue.Courts.Select(court => court.Surface).Distinct().Order(StringComparer.Ordinal),
        venue.Place.Amenities,
        Durations = venue.Rules.DurationsMinutes,
        Searched = FoldedText.Of(string.Join(' ', venue.Name, venue.Place.City, venue.Place.Address, venue.Place.Postcode)),
        Club = FoldedText.Of(tenant.Info.Name),
    };

    // What an hour costs anybody at the best of times; a venue that sells by fixed lengths only names none.
    private static long? CheapestHour(VenueCard venue) => venue.Prices.Where(rule => rule.Customers.Count == 0)
        .SelectMany(rule => rule.PerDuration.Count == 0 ? [rule.PerHourMinor] : rule.PerDuration.Where(one => one.Key > 0).Select(one => one.Value * 60 / one.Key))
        .Where(minor => minor > 0).Select(minor => (long?)minor).Min();
}
