using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.Access;

/// <summary>
/// How the console knows an admin: a sealed cookie of its host alone that names a session. Whether that lives, and whose it is, is asked of the
/// database each time: an admin who was shown out is out with the next click.
/// </summary>
internal static class ConsoleCookie
{
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    public static void Apply(CookieAuthenticationOptions options)
    {
        options.Cookie = new CookieBuilder { Name = "padel_console", HttpOnly = true, SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest, Path = "/", IsEssential = true };
        options.ExpireTimeSpan = AdminSession.Longest;
        options.SlidingExpiration = false;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = context =>
            {
                var request = context.Request;
                var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/";
                context.Response.Redirect("/sign-in" + QueryString.Create("return", back));
                return Task.CompletedTask;
            },
            OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            },
        };
    }

    public static Task HandAsync(HttpContext http, AdminSession session) =>
        http.SignInAsync(ConsoleDoor.Scheme, new ClaimsPrincipal(Ticket(session)), new AuthenticationProperties { IssuedUtc = session.CreatedAt, ExpiresUtc = session.CreatedAt + AdminSession.Longest });

    private static ClaimsIdentity Ticket(AdminSession session) =>
        new([new Claim(Claims.Account, $"{session.AdminId}"), new Claim(Claims.Session, $"{session.Id}"), new Claim(Claims.Kind, Claims.Admin)], "padel", Claims.Name, Claims.Role);

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await AdmitAsync(context) is { } caller)
        {
            context.ReplacePrincipal(caller);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(ConsoleDoor.Scheme);
    }

    private static async Task<ClaimsPrincipal?> AdmitAsync(CookieValidatePrincipalContext context)
    {
        var (services, stop) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        if (services.GetRequiredService<Visit>().Door != Door.Console || !Guid.TryParse(context.Principal?.FindFirstValue(Claims.Session), out var id)) return null;

        var (work, now) = (services.GetRequiredService<UnitOfWork>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await work.BeginPlatformAsync(stop);
        var model = work.Model<AdminsModel>();
        var session = await model.Sessions.FirstOrDefaultAsync(row => row.Id == id, stop);
        var admin = session is null ? null : await model.Admins.AsNoTracking().FirstOrDefaultAsync(row => row.Id == session.AdminId, stop);
        if (session?.IsAlive(now) != true || admin is not { DisabledAt: null, PasswordHash: not null })
        {
            await work.RollbackAsync();
            return null;
        }
        if (session.LastUsedAt + NoteUseEvery < now) session.LastUsedAt = now;
        await work.CommitAsync(stop);

        var identity = Ticket(session);
        identity.AddClaims([new Claim(Claims.Name, admin.Name), new Claim(Claims.Email, admin.Email), new Claim(Claims.Ability, ConsoleDoor.Ability)]);
        return new ClaimsPrincipal(identity);
    }
}
