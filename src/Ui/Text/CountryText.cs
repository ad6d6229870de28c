using System.Globalization;

namespace PadelSaaS.Ui.Text;

/// <summary>Countries as people call them.</summary>
public static class CountryText
{
    // By their cultures: not every code makes a region by itself.
    private static readonly Lazy<IReadOnlyDictionary<string, RegionInfo>> Known = new(() =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.TwoLetterISORegionName is [>= 'A' and <= 'Z', >= 'A' and <= 'Z']).DistinctBy(region => region.TwoLetterISORegionName)
            .ToDictionary(region => region.TwoLetterISORegionName));

    /// <summary>ISO 3166 codes.</summary>
    public static IEnumerable<string> Codes => Known.Value.Keys;

    /// <summary>A country's name in the page's language; its code where nobody knows it.</summary>
    public static string Name(string code)
    {
        if (!Known.Value.TryGetValue(code, out var region)) return code;

        // A region tells its name only in the language it is asked for with.
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return language == "en" ? region.EnglishName : new RegionInfo($"{language}-{code}").NativeName;
    }
}
