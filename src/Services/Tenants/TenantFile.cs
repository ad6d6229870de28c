using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Tenants;

/// <summary>The part of a tenant's file that the registry keeps. Checked before anything is written.</summary>
internal sealed record TenantFile(string Slug, string Name, string Country, string Currency, string Zone, IReadOnlyList<string> Languages, JsonObject Brand)
{
    public static TenantFile Read(JsonObject file)
    {
        var slug = Text(file, "slug", 40);
        if (Tenants.Slug.Refused(slug) is { } refused) throw new TenantFileException(refused);

        var currency = Text(file, "currency", 3);
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) throw new TenantFileException("currency: three capital letters (ISO 4217).");
        var zone = Text(file, "zone", 60);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw new TenantFileException($"zone: '{zone}' is no IANA time zone.");
        return new TenantFile(slug, Text(file, "name", 80), Text(file, "country", 2), currency, zone, LanguagesOf(file), file["brand"] as JsonObject ?? []);
    }

    // The first language is the one a visitor gets who asks for none that the club speaks.
    private static List<string> LanguagesOf(JsonObject file)
    {
        var languages = (file["languages"] as JsonArray)?.Select(language => (string?)language ?? "").ToList() ?? [];
        if (languages.Count == 0 || languages.Any(language => language.Length != 2)) throw new TenantFileException("languages: at least one two-letter code.");
        var first = (string?)file["defaultLanguage"] ?? languages[0];
        if (!languages.Contains(first)) throw new TenantFileException("defaultLanguage: must be one of the languages.");
        return [first, .. languages.Where(language => language != first)];
    }

    private static string Text(JsonObject file, string property, int most) =>
        file[property] is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim().Length > 0 && text.Length <= most
            ? text.Trim()
            : throw new TenantFileException($"{property}: a text of at most {most} characters is needed.");
}
