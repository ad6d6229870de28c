using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Looks;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants.UseCases.Branding;

/// <summary>
/// What a look would make of the club's site: a page for the frame beside the form. Colours and font come with the address, so that they can be
/// seen while they are chosen; everything else is as the draft has it.
/// </summary>
internal sealed class PreviewLook(LookBook book, Visit visit)
{
    public const string Path = $"{EditBranding.Path}/preview";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? primary, string? accent, string? font, string? mode, HttpContext http, PreviewLook page, CancellationToken stop) => page.ShowAsync(primary, accent, font, mode, http, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapGet($"{Path}.css", (string? primary, string? accent, string? font, PreviewLook page, HttpContext http, CancellationToken stop) => page.StyleAsync(primary, accent, font, http, stop)).Needs(Ability.ManageTenant);
    }

    private async Task<IResult> ShowAsync(string? primary, string? accent, string? font, string? mode, HttpContext http, CancellationToken stop)
    {
        var look = await WithAsync(primary, accent, font, stop);
        http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
        return new RazorComponentResult<LookPreview>(new { Of = look.Shown, look.Pictures, IsDark = mode == "dark", Style = $"{Path}.css?primary={Uri.EscapeDataString(look.Primary)}&accent={Uri.EscapeDataString(look.Accent)}&font={look.Font}" });
    }

    private async Task<IResult> StyleAsync(string? primary, string? accent, string? font, HttpContext http, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(Theme.Css((await WithAsync(primary, accent, font, stop)).Shown), "text/css; charset=utf-8", Encoding.UTF8);
    }

    // What makes no sense is as it was: a colour is half typed more often than not.
    private async Task<Look> WithAsync(string? primary, string? accent, string? font, CancellationToken stop)
    {
        var look = (await book.AllAsync(stop)).Find(one => one.PublishedAt is null)?.Look ?? Look.Of(visit.Tenant!);
        return look with
        {
            Primary = LookTyped.IsColour(primary) ? primary! : look.Primary,
            Accent = LookTyped.IsColour(accent) ? accent! : look.Accent,
            Font = font is not null && Look.Fonts.Contains(font) ? font : look.Font,
        };
    }
}
