using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Ui.Branding;

/// <summary>
/// How a club looks. Read from what the club saved; whatever is missing or makes no sense becomes the house's own look, because a
/// club with a bad colour must still be able to sell courts.
/// </summary>
/// <param name="Name">The club's name as people write it.</param>
/// <param name="Primary">Buttons, links, header: <c>#rrggbb</c>, as saved. <see cref="Theme"/> shifts it until it can be read.</param>
/// <param name="Accent">Highlights: <c>#rrggbb</c>.</param>
/// <param name="Font">Family of headings and text.</param>
/// <param name="HasLogo">Whether <c>/brand/logo</c> answers.</param>
/// <param name="HasIcon">Whether <c>/brand/icon</c> answers.</param>
/// <param name="HasCover">Whether <c>/brand/cover</c> answers.</param>
/// <param name="Links">Where else the club can be found, by one of <see cref="LinkKinds"/>: whole addresses.</param>
/// <param name="Version">Short stable hash that changes with the brand or with the code that draws it; for the <c>?v=</c> of brand files.</param>
public sealed record Brand(
    string Name, string Primary, string Accent, BrandFont Font, bool HasLogo, bool HasIcon, bool HasCover,
    IReadOnlyDictionary<string, string> Taglines, IReadOnlyDictionary<string, string> Abouts, IReadOnlyDictionary<string, string> Links, string Version)
{
    private static readonly ConditionalWeakTable<TenantInfo, Brand> Known = [];

    /// <summary>Kinds of places where a club can be found, with what people call them, in the order pages list them.</summary>
    public static readonly IReadOnlyDictionary<string, string> LinkKinds = new Dictionary<string, string>
    {
        ["website"] = "Website",
        ["instagram"] = "Instagram",
        ["facebook"] = "Facebook",
        ["x"] = "X",
        ["youtube"] = "YouTube",
        ["tiktok"] = "TikTok",
        ["whatsapp"] = "WhatsApp",
    };

    /// <summary>The platform's own look, for portal, console and hosts that belong to nobody.</summary>
    public static readonly Brand House = Parse("PadelSaaS", """{"primary":"#3b3fd8","accent":"#b8e62e"}""");

    /// <summary>The look of a club, or the house's where there is no club.</summary>
    public static Brand Of(TenantInfo? tenant) => tenant is null ? House : Known.GetValue(tenant, static club => Parse(club.Name, club.Brand));

    /// <summary>Reads the branding as saved. Never throws.</summary>
    public static Brand Parse(string name, string? json)
    {
        var saved = Root(json);
        return new Brand(
            string.IsNullOrWhiteSpace(name) ? "PadelSaaS" : name.Trim(),
            Colour(saved, "primary") ?? "#3b3fd8",
            Colour(saved, "accent") ?? "#b8e62e",
            Enum.TryParse<BrandFont>(Text(saved, "font"), ignoreCase: true, out var font) && Enum.IsDefined(font) ? font : BrandFont.Inter,
            Text(saved, "logo") is not null,
            Text(saved, "icon") is not null,
            Text(saved, "cover") is not null,
            Texts(saved, "tagline"),
            Texts(saved, "about"),
            Texts(saved, "links").Where(link => LinkKinds.ContainsKey(link.Key) && IsLink(link.Value)).ToDictionary(),
            Hash(name + json));
    }

    /// <summary>The line under the name, in a language or the nearest the club wrote it in; empty when it wrote none.</summary>
    public string Tagline(string language) => Nearest(Taglines, language);

    /// <summary>Two or three sentences about the club, in a language or the nearest; empty when it wrote none.</summary>
    public string About(string language) => Nearest(Abouts, language);

    /// <summary>Whether a page may lead there: a whole address by https, without a name or password in it.</summary>
    public static bool IsLink(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps && link.UserInfo.Length == 0 && link.HostNameType == UriHostNameType.Dns && link.Host.Contains('.', StringComparison.Ordinal);

    /// <summary>One or two letters that stand for the club: Smash Pádel Madrid is SP.</summary>
    public string Initials => InitialsOf(Name);

    /// <summary>One or two letters that stand for a name.</summary>
    public static string InitialsOf(string name)
    {
        var letters = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(word => char.IsLetterOrDigit(word, 0)).Take(2).Select(word => StringInfo.GetNextTextElement(word));
        return string.Concat(letters).ToUpperInvariant() is { Length: > 0 } initials ? initials : "P";
    }

    private static string Nearest(IReadOnlyDictionary<string, string> texts, string language) =>
        texts.TryGetValue(language, out var text) || texts.TryGetValue("en", out text) ? text : texts.Values.FirstOrDefault("");

    private static JsonElement Root(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement saved, string name) =>
        saved.ValueKind == JsonValueKind.Object && saved.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static string? Colour(JsonElement saved, string name) =>
        Text(saved, name) is { Length: 7 } text && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    private static Dictionary<string, string> Texts(JsonElement saved, string name)
    {
        if (saved.ValueKind != JsonValueKind.Object || !saved.TryGetProperty(name, out var values) || values.ValueKind != JsonValueKind.Object)
            return [];
        return values.EnumerateObject().Select(pair => pair.Name).Distinct()
            .Select(language => (language, text: Text(values, language)))
            .Where(pair => pair.text is not null).ToDictionary(pair => pair.language, pair => pair.text!);
    }

    private static string Hash(string text)
    {
        // The build's own id takes part: a new palette from the same colours must not be hidden behind a cached stylesheet.
        var build = typeof(Brand).Module.ModuleVersionId.ToString("N");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(build + text)))[..10];
    }
}

/// <summary>Families a club may choose from.</summary>
public enum BrandFont
{
    /// <summary>Inter: neutral and sharp.</summary>
    Inter,

    /// <summary>Whatever the device uses for its own pages: nothing to load.</summary>
    System,

    /// <summary>Headings in Source Serif, text in Inter.</summary>
    Serif,

    /// <summary>Nunito: soft and friendly.</summary>
    Rounded,
}
