using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>A venue as a tenant's file writes it; <c>tenants/tenant.schema.json</c> says what each word means.</summary>
internal sealed record VenueEntry
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public required string City { get; init; }

    public string? Postcode { get; init; }

    public required string Country { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public required string Zone { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public IReadOnlyList<string>? Amenities { get; init; }

    public string? Photo { get; init; }

    public IReadOnlyList<PhotoEntry>? Photos { get; init; }

    public IReadOnlyDictionary<string, string>? About { get; init; }

    public IReadOnlyDictionary<string, string>? HouseRules { get; init; }

    public required IReadOnlyList<HoursEntry> Hours { get; init; }

    public IReadOnlyList<ExceptionEntry>? Exceptions { get; init; }

    public IReadOnlyList<SeasonEntry>? Seasons { get; init; }

    public required RulesEntry Rules { get; init; }

    public required IReadOnlyList<CourtEntry> Courts { get; init; }

    public IReadOnlyList<GroupEntry>? CourtGroups { get; init; }

    public required IReadOnlyList<PriceEntry> Prices { get; init; }

    public PricingEntry? Pricing { get; init; }

    public IReadOnlyList<PlannedEntry>? PlannedPrices { get; init; }

    public IReadOnlyList<ExtraEntry>? Extras { get; init; }

    /// <summary>The section's venues, in the club's order.</summary>
    /// <exception cref="TenantFileException">The section breaks a rule.</exception>
    public static IReadOnlyList<VenueEntry> ReadAll(JsonNode section)
    {
        try
        {
            var entries = section.Deserialize<List<VenueEntry>>(FileJson.Options) ?? [];
            EntryRules.Check(entries);
            return entries;
        }
        catch (JsonException malformed)
        {
            throw new TenantFileException($"venues: {malformed.Message}");
        }
    }
}

/// <summary>Opening periods; a closing at or before the opening is the next day's.</summary>
internal sealed record HoursEntry(string Days, string Opens, string Closes);

/// <summary>A photo that comes with the file.</summary>
/// <param name="File">Its name, such as <c>photos/court-1.jpg</c>.</param>
/// <param name="Alt">What can be seen, by language.</param>
internal sealed record PhotoEntry(string File, IReadOnlyDictionary<string, string> Alt);

/// <summary>A court.</summary>
/// <param name="Lights">Left out where there are some.</param>
/// <param name="Accessible">Left out where it is not.</param>
internal sealed record CourtEntry(string Key, string Name, string Roof, string Surface, string Size, bool Panoramic, bool? Lights = null, bool? Accessible = null);

/// <summary>Courts under one name, by their keys.</summary>
internal sealed record GroupEntry(string Key, string Name, IReadOnlyList<string> Courts);

/// <summary>How courts are sold.</summary>
internal sealed record RulesEntry(
    IReadOnlyList<int> Durations, int StartInterval, int LeadMinutes, int HorizonDays, int BufferMinutes, string OrphanGaps,
    bool AdjacentStarts, int HoldMinutes, IReadOnlyList<TierEntry> Cancellation, bool PayAtClub)
{
    public PolicyEntry? Policy { get; init; }

    /// <summary>For how many weeks ahead players may book every week; without it only the club does.</summary>
    public int? PlayerSeriesWeeks { get; init; }
}

/// <summary>What comes back with at least this notice.</summary>
internal sealed record TierEntry(int MinHours, int RefundBps);

/// <summary>How a tenant's file is read and written: strictly, so that a misspelt word is noticed and not ignored.</summary>
internal static class FileJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
