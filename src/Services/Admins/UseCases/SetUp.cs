using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Admins.Access;
using PadelSaaS.Admins.Pages;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using QRCoder;

namespace PadelSaaS.Admins.UseCases;

/// <summary>A new admin, or one who lost password or phone, opens their link: chooses a password and proves that the authenticator works.</summary>
internal static class SetUp
{
    private const int ShortestPassword = 12;

    public sealed record Form(string? Password, string? Code);

    public static void Map(Doors doors)
    {
        doors.Console.MapGet("/setup", ShowAsync);
        doors.Console.MapGet("/setup/qr.svg", DrawAsync);
        doors.Console.MapPost("/setup", SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(string? key, HttpContext http, UnitOfWork work, Sealed seals, TimeProvider clock)
    {
        var found = await FindAsync(key, work, seals, clock, http);
        await work.RollbackAsync();
        return Page(key, found, null, null);
    }

    private static async Task<IResult> DrawAsync(string? key, HttpContext http, UnitOfWork work, Sealed seals, TimeProvider clock)
    {
        var found = await FindAsync(key, work, seals, clock, http);
        await work.RollbackAsync();
        return found is null ? Results.NotFound() : Results.Text(Draw(Totp.Link("PadelSaaS", found.Admin.Email, found.Secret)), "image/svg+xml", Encoding.UTF8);
    }

    private static async Task<IResult> SubmitAsync([FromForm] Form form, string? key, HttpContext http, UnitOfWork work, Sealed seals, Entrance entrance, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(key, work, seals, clock, http) is not { } found)
        {
            await work.RollbackAsync();
            return Page(key, null, null, null);
        }
        var isLong = form.Password is { Length: >= ShortestPassword and <= 128 };
        var step = Totp.Accept(found.Secret, form.Code, 0, now);
        if (!isLong || step is null)
        {
            await work.RollbackAsync();
            return Page(key, found, isLong ? null : "A password has at least 12 characters and at most 128.", step is null ? "This is not the code of now. Look at the clock of the phone, too." : null);
        }
        var admin = found.Admin;
        (admin.PasswordHash, admin.TotpSealed, found.Link.UsedAt) = (new PasswordHasher<Admin>().HashPassword(admin, form.Password!), seals.Seal(Office.Totp, admin.Id, found.Secret), now);
        work.Audit(new Act("admin.set_up", "admin", $"{admin.Id}", admin.Name) { By = (admin.Id, admin.Name), ByAdmin = true });
        var session = entrance.Open(admin, step.Value, http, now);
        await work.CommitAsync(http.RequestAborted);
        await ConsoleCookie.HandAsync(http, session);
        return Results.LocalRedirect("/");
    }

    // The link's row is locked: of two who open it at once, one finds it used.
    private static async Task<Found?> FindAsync(string? key, UnitOfWork work, Sealed seals, TimeProvider clock, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        await work.BeginPlatformAsync(http.RequestAborted);
        if (key is not { Length: > 20 and < 100 }) return null;
        var (model, hash, now) = (work.Model<AdminsModel>(), Office.HashOf(key), clock.GetUtcNow());
        var link = await model.Links.FromSql($"select * from admin_links where hash = {hash} for update").FirstOrDefaultAsync(http.RequestAborted);
        if (link is not { UsedAt: null } || link.ExpiresAt <= now) return null;
        var admin = await model.Admins.FirstAsync(row => row.Id == link.AdminId, http.RequestAborted);
        return admin.DisabledAt is null ? new Found(link, admin, seals.Open(Office.LinkTotp, admin.Id, link.TotpSealed)!) : null;
    }

    private static RazorComponentResult<SetUpPage> Page(string? key, Found? found, string? passwordError, string? codeError) =>
        new(new { Key = key ?? "", Email = found?.Admin.Email, Secret = found?.Secret, PasswordError = passwordError, CodeError = codeError })
        {
            StatusCode = found is null ? StatusCodes.Status404NotFound : passwordError is null && codeError is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    // Dark on light in every theme: scanners want it so.
    private static string Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
                if (code.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.ModuleMatrix.Count} {code.ModuleMatrix.Count}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000"/></svg>""";
    }

    private sealed record Found(AdminLink Link, Admin Admin, string Secret);
}
