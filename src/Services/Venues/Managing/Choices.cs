using System.Globalization;

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

    // By their cultures: not every code makes a region by itself.
    private static readonly Lazy<IReadOnlyDictionary<string, RegionInfo>> KnownCountries = new(() =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.TwoLetterISORegionName is [>= 'A' and <= 'Z', >= 'A' and <= 'Z']).DistinctBy(region => region.TwoLetterISORegionName)
            .ToDictionary(region => region.TwoLetterISORegionName));

    /// <summary>IANA zones that are named after a place.</summary>
    public static IReadOnlyList<string> Zones => KnownZones.Value;

    /// <summary>ISO 3166 codes.</summary>
    public static IEnumerable<string> Countries => KnownCountries.Value.Keys;

    /// <summary>A country's name in the page's language; its code where nobody knows it.</summary>
    public static string CountryName(string code)
    {
        if (!KnownCountries.Value.TryGetValue(code, out var region)) return code;

        // A region tells its name only in the language it is asked for with.
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return language == "en" ? region.EnglishName : new RegionInfo($"{language}-{code}").NativeName;
    }
}
