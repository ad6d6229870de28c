using PadelSaaS.Ui.Text;

namespace PadelSaaS.Venues.Managing;

/// <summary>The words a venue can be described with.</summary>
internal static class Choices
{
    public static readonly IReadOnlyList<string> Roofs = ["indoor", "covered", "outdoor"];
    public static readonly IReadOnlyList<string> Surfaces = ["turf", "concrete", "carpet"];
    public static readonly IReadOnlyList<string> Sizes = ["double", "single"];
    public static readonly IReadOnlyList<string> Amenities = ["parking", "showers", "lockers", "cafe", "shop", "wifi", "wheelchair", "lessons", "prayer_room"];

    private static readonly Lazy<IReadOnlyList<string>> KnownZones = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    /// <summary>IANA zones that are named after a place.</summary>
    public static IReadOnlyList<string> Zones => KnownZones.Value;

    /// <summary>ISO 3166 codes.</summary>
    public static IEnumerable<string> Countries => CountryText.Codes;
}
