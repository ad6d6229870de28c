using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.NewClubs;

namespace PadelSaaS.Tenants.SigningUp;

/// <summary>
/// Somebody follows the link of their signup: they confirm it, see the club being opened, and go on into it, signed in. The same link leads back to
/// wherever they stopped. Looking changes nothing.
/// </summary>
internal static class OpenAskedClub
{
    public const string Path = AskForClub.Path + "/open";
    private const string Checklist = "/manage/start";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>Path of a signup's page.</summary>
    public static string Link(Guid signup, string key) => $"{Path}?signup={signup}&key={key}";

    public static void Map(Doors doors)
    {
        doors.Portal.MapGet(Path, ShowAsync);
        doors.Portal.MapPost(Path, ConfirmAsync).Costs(Effort.SignIn);
        doors.Portal.MapPost(Path + "/enter", EnterAsync).Costs(Effort.SignIn);
    }

    private static async Task<IResult> ShowAsync(Guid? signup, string? key, HttpContext http, Signups signups, ClubSite site, TimeProvider clock)
    {
        KeepSecret(http);
        if (await FindAsync(signup, key, signups, http) is not { } found) return Problem();
        // The answer to the one form of this page redirects to the club, and to nobody else.
        var policy = http.Response.Headers.ContentSecurityPolicy.ToString();
        http.Response.Headers.ContentSecurityPolicy = policy.Replace("form-action 'self'", $"form-action 'self' {site.Of(found.Slug)}", StringComparison.Ordinal);
        return Page(found, key!, site, clock, null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> ConfirmAsync(IFormCollection form, HttpContext http, Signups signups, ClubSite site, TimeProvider clock)
    {
        KeepSecret(http);
        var key = form["key"].ToString();
        if (await FindAsync(Guid.TryParse(form["signup"], out var id) ? id : null, key, signups, http) is not { } found) return Problem();
        if (found.State == SignupState.Asked)
        {
            var slug = form["slug"].ToString().Trim().ToLowerInvariant() is { Length: > 0 } other ? other : found.Slug;
            var zone = form["zone"].ToString() is { Length: > 0 } chosen ? chosen : found.Zone;
            var why = Slug.Refused(slug) is { } refused ? ("slug", ClubWish.Sentence(refused))
                : Countries.Find(found.Country)?.Zones.Contains(zone) != true ? ("zone", "Please choose a time zone of that country.")
                : await signups.ConfirmAsync(found, slug, zone, http.RequestAborted) ? default : ("slug", AskForClub.Taken);
            if (why.Item1 is not null) return Page(found with { Slug = slug, Zone = zone }, key, site, clock, new Ui.Parts.FieldError(why.Item1, why.Item2), StatusCodes.Status400BadRequest);
        }
        return Results.LocalRedirect(Link(found.Id, Uri.EscapeDataString(key)));
    }

    private static async Task<IResult> EnterAsync(IFormCollection form, HttpContext http, Signups signups, ITenantStore tenants, ClubSite site, IServiceScopeFactory scopes)
    {
        KeepSecret(http);
        var stop = http.RequestAborted;
        if (await FindAsync(Guid.TryParse(form["signup"], out var id) ? id : null, form["key"], signups, http) is not { State: SignupState.Opened } found
            || await tenants.FindAsync(found.TenantId!.Value, stop) is not { } tenant) return Problem();
        // The link in the mail lets its reader in once; afterwards the club's own doors do.
        if (!await signups.EnterAsync(found.Id, stop)) return Results.Redirect(site.Of(tenant.Slug) + "/sign-in");

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
        var way = await scope.ServiceProvider.GetRequiredService<IFirstEntrance>().OpenAsync(found.Email, Checklist, stop);
        return Results.Redirect(site.Of(tenant.Slug) + (way ?? "/sign-in"));
    }

    private static Task<Signup?> FindAsync(Guid? id, string? key, Signups signups, HttpContext http) =>
        id is { } known ? signups.FindAsync(known, key, http.RequestAborted) : Task.FromResult<Signup?>(null);

    private static IResult Page(Signup found, string key, ClubSite site, TimeProvider clock, Ui.Parts.FieldError? error, int status) => found.State == SignupState.Asked
        ? new RazorComponentResult<ConfirmPage>(new { Club = new ClubToBe(found, site.Of(found.Slug)), Key = key, Error = error }) { StatusCode = status }
        : new RazorComponentResult<OpeningPage>(new { Club = new ClubToBe(found, site.Of(found.Slug)), Key = key, IsLate = found.State == SignupState.Confirmed && clock.GetUtcNow() - found.ConfirmedAt > Usual });

    private static RazorComponentResult<SignupProblemPage> Problem() => new() { StatusCode = StatusCodes.Status404NotFound };

    // The address holds a secret: nothing on the way keeps it. Other sites see no more of it than the host, as of any page here.
    private static void KeepSecret(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
    }
}

/// <summary>A signup as its pages show it.</summary>
/// <param name="Signup">How far it is.</param>
/// <param name="Site">Scheme, host and port of the club's site to be.</param>
public sealed record ClubToBe(Signup Signup, string Site)
{
    /// <summary>The host alone, as one says it.</summary>
    public string Host => new Uri(Site).Host;
}
