using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Search;

/// <summary>A row of the index.</summary>
/// <param name="TenantSchema">Whose it is.</param>
/// <param name="Metres">From where somebody is; <see langword="null"/> where nobody said.</param>
public sealed record FoundVenue(
    Guid Id, string TenantSchema, string Key, string Name, string Address, string City, string Country, double Latitude, double Longitude, string Zone, Money? PriceFrom,
    int Courts, IReadOnlyList<string> Roofs, IReadOnlyList<string> Surfaces, IReadOnlyList<string> Amenities, IReadOnlyList<int> Durations, int? Metres);

/// <summary>A venue that fits, with its club and, where a day was asked for, the times that suit.</summary>
public sealed record Hit(FoundVenue Venue, TenantInfo Club, string Site, IReadOnlyList<FreeTime> Times);

/// <summary>A choice with how many venues it would leave.</summary>
public sealed record Facet(string Value, int Count);

/// <summary>What was found.</summary>
/// <param name="Total">How many venues fit. Where a time was asked for, how many of those that were asked have one.</param>
/// <param name="Asked">Whether all that fit were asked for their free times; always where none was wanted.</param>
public sealed record Findings(IReadOnlyList<Hit> Hits, int Total, bool Asked, int Page, bool HasMore, IReadOnlyDictionary<string, IReadOnlyList<Facet>> Facets);
