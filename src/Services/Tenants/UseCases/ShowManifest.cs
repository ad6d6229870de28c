using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants.UseCases;

/// <summary>A phone asks what to install: the club's site as an app with the club's own name and icon.</summary>
internal static class ShowManifest
{
    private const int LongestShortName = 12;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private sealed record Manifest(
        string Id, string Name, string ShortName, string? Description, string StartUrl, string Scope, string Display, string BackgroundColor, string ThemeColor,
        string Lang, string Dir, IReadOnlyList<Icon> Icons);

    private sealed record Icon(string Src, string Sizes, string Type, string Purpose);

    public static void Map(Doors doors) => doors.Club.MapGet("/manifest.webmanifest", HandleAsync);

    private static async Task<IResult> HandleAsync(Visit visit, KnownPictures pictures, HttpContext http)
    {
        var (tenant, brand) = (visit.Tenant!, Brand.Of(visit.Tenant));
        var ground = Theme.Colour(brand, "ground");
        var manifest = new Manifest("/", brand.Name, ShortName(brand.Name), brand.Tagline(visit.Language) is { Length: > 0 } line ? line : null, "/", "/", "standalone", ground, ground,
            visit.Language, visit.IsRightToLeft ? "rtl" : "ltr",
            [
                new($"/brand/icon?v={brand.Version}", "any", await TypeAsync(tenant, pictures), "any"),
                new($"/brand/icon-maskable?v={brand.Version}", "any", "image/svg+xml", "maskable"),
            ]);
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.Vary = "Accept-Language, Cookie";
        return Results.Json(manifest, Json, "application/manifest+json");
    }

    /// <summary>As many whole words as fit under an icon on a home screen.</summary>
    internal static string ShortName(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var taken = words[0];
        foreach (var word in words.Skip(1))
        {
            if (taken.Length + 1 + word.Length > LongestShortName) break;
            taken += " " + word;
        }
        return taken;
    }

    private static async Task<string> TypeAsync(TenantInfo tenant, KnownPictures pictures) =>
        BrandFiles.NameOf(tenant, BrandFiles.Icon) is { } name && await pictures.FindAsync(tenant, name) is { } picture ? picture.ContentType : "image/svg+xml";
}
