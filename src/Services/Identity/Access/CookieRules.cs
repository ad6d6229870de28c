using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>How pages know a visitor: a sealed cookie of this host alone that scripts cannot read and other sites cannot post with.</summary>
internal static class CookieRules
{
    public static void Apply(CookieAuthenticationOptions options)
    {
        options.Cookie = new CookieBuilder
        {
            Name = "padel_session",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
            Path = "/",
            IsEssential = true,
        };
        options.ExpireTimeSpan = Session.Longest;
        options.SlidingExpiration = false;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = AskToSignInAsync,
            OnRedirectToAccessDenied = RefuseAsync,
        };
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var doorkeeper = context.HttpContext.RequestServices.GetRequiredService<Doorkeeper>();
        if (await doorkeeper.AdmitAsync(context.Principal!) is { } caller)
        {
            context.ReplacePrincipal(caller);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Schemes.Cookie);
    }

    // Only clubs have a page to sign in at.
    private static Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.RequestServices.GetRequiredService<Visit>().Door != Door.Club) return Answer(context.Response, StatusCodes.Status401Unauthorized);
        context.Response.Redirect(ReturnPath.SignIn(context.Request));
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!EnrolFirst.IsDue(context.HttpContext)) return Answer(context.Response, StatusCodes.Status403Forbidden);
        // Nothing opens but the page that sets a second factor up. What was posted is not done; what was asked for is the way back.
        context.Response.Redirect(ReturnPath.To(Enrol.Path, HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : null));
        return Task.CompletedTask;
    }

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
