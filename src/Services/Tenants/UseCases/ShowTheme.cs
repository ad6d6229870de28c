using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants.UseCases;

/// <summary>
/// A browser asks for the colours and fonts of the site it shows. They are made from the registry's entry in memory, which a change of the
/// branding drops; the address carries the version, so browsers may keep the answer for ever.
/// </summary>
internal static class ShowTheme
{
    public const string Path = "/brand/theme.css";

    public static void Map(Doors doors)
    {
        foreach (var door in (Microsoft.AspNetCore.Routing.RouteGroupBuilder[])[doors.Club, doors.Portal, doors.Console]) door.MapGet(Path, Handle);
    }

    private static IResult Handle(Visit visit, string? v, HttpContext http)
    {
        var brand = Brand.Of(visit.Tenant);
        // Without the version, or with an old one, the answer is right now but may not be kept.
        http.Response.Headers.CacheControl = v == brand.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Text(Theme.Css(brand), "text/css; charset=utf-8", Encoding.UTF8);
    }
}
