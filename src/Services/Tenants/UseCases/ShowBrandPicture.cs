using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants.UseCases;

/// <summary>A browser asks for a club's logo, icon or cover, and gets the club's file or a drawing in the club's colours.</summary>
internal static class ShowBrandPicture
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/brand/logo", (Visit visit, KnownPictures pictures, HttpContext http) => ShowAsync(visit.Tenant!, BrandFiles.Logo, pictures, http));
        doors.Club.MapGet("/brand/icon", (Visit visit, KnownPictures pictures, HttpContext http) => ShowAsync(visit.Tenant!, BrandFiles.Icon, pictures, http));
        doors.Club.MapGet("/brand/cover", (Visit visit, KnownPictures pictures, HttpContext http) => ShowAsync(visit.Tenant!, BrandFiles.Cover, pictures, http));
        doors.Club.MapGet("/brand/icon-maskable", (Visit visit, KnownPictures pictures, HttpContext http) => Maskable(Brand.Of(visit.Tenant), pictures, http));
        foreach (var door in (Microsoft.AspNetCore.Routing.RouteGroupBuilder[])[doors.Portal, doors.Console])
            door.MapGet("/brand/icon", (KnownPictures pictures, HttpContext http) => new PictureAnswer(pictures, http).Drawn(HouseIcon.Svg, Brand.House.Version));
        doors.Portal.MapGet("/clubs/{slug}/{purpose:regex(^(icon|cover)$)}", ShowAtPortalAsync);
    }

    // The portal shows clubs side by side. Pages may only show pictures of their own host, so it passes them on.
    private static async Task<IResult> ShowAtPortalAsync(string slug, string purpose, ITenantStore tenants, Hosts hosts, KnownPictures pictures, HttpContext http) =>
        await tenants.FindByHostAsync($"{slug}.{hosts.Apex}", http.RequestAborted) is { Tenant: { State: TenantState.Open } tenant, RedirectTo: null }
            ? await ShowAsync(tenant, purpose, pictures, http)
            : Refusal.NotFound("This club");

    private static async Task<IResult> ShowAsync(TenantInfo tenant, string purpose, KnownPictures pictures, HttpContext http)
    {
        var answer = new PictureAnswer(pictures, http);
        if (await answer.IfStoredAsync(tenant, BrandFiles.NameOf(tenant, purpose)) is { } stored) return stored;
        var brand = Brand.Of(tenant);
        return purpose switch
        {
            BrandFiles.Icon => answer.Drawn(IconSvg.Of(brand), brand.Version),
            BrandFiles.Cover => answer.Drawn(CoverSvg.Of(brand), brand.Version),
            _ => Refusal.NotFound("This picture"),
        };
    }

    private static IResult Maskable(Brand brand, KnownPictures pictures, HttpContext http) =>
        new PictureAnswer(pictures, http).Drawn(IconSvg.Maskable(brand), $"{brand.Version}m");
}
