using System.Globalization;
using NodaTime.TimeZones;

namespace PadelSaaS.Tenants.NewClubs;

/// <summary>A country a club may be in.</summary>
/// <param name="Code">ISO 3166, two capitals.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Zones">IANA zones, that of most people first.</param>
internal sealed record Country(string Code, string Currency, IReadOnlyList<string> Zones)
{
    /// <summary>Its name in English and as its people write it: everybody finds one of the two.</summary>
    public string Name { get; } = new RegionInfo(Code) is var region && region.NativeName is { Length: > 0 } own && own != region.EnglishName ? $"{region.EnglishName} · {own}" : new RegionInfo(Code).EnglishName;
}

/// <summary>Countries with their currency (CLDR) and their zones (the time zone database).</summary>
internal static class Countries
{
    private static readonly Dictionary<string, Country> ByCode = Read();

    /// <summary>All of them, by their names.</summary>
    public static IReadOnlyList<Country> All { get; } = [.. ByCode.Values.OrderBy(country => country.Name, StringComparer.InvariantCulture)];

    /// <summary>The country of a code; <see langword="null"/> where there is none.</summary>
    public static Country? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    private static Dictionary<string, Country> Read() => TzdbDateTimeZoneSource.Default.ZoneLocations!
        .GroupBy(place => place.CountryCode)
        .Select(places => (places.Key, Currency: CurrencyOf(places.Key), Zones: (IReadOnlyList<string>)[.. places.Select(place => place.ZoneId).Where(zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))]))
        .Where(country => country.Currency.Length == 3 && country.Zones.Count > 0)
        .ToDictionary(country => country.Key, country => new Country(country.Key, country.Currency, country.Zones));

    // Some islands have a zone and no money of their own that is known.
    private static string CurrencyOf(string code)
    {
        try
        {
            return new RegionInfo(code).ISOCurrencySymbol is { } currency && currency.All(char.IsAsciiLetterUpper) && currency != "XXX" ? currency : "";
        }
        catch (ArgumentException)
        {
            return "";
        }
    }
}
