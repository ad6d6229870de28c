using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Identity.ApiKeys;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity;

/// <summary>Wires cookies to pages, tokens to the API, and nothing to both.</summary>
internal static class Authentication
{
    public static IServiceCollection AddCallers(this IServiceCollection services)
    {
        services.AddAuthentication(Schemes.ByDoor)
            .AddPolicyScheme(Schemes.ByDoor, null, options => options.ForwardDefaultSelector = http => IsConsole(http) ? ConsoleDoor.Scheme : IsApi(http) ? KeyHandler.IsShown(http) ? Schemes.Key : Schemes.Bearer : Schemes.Cookie)
            .AddCookie(Schemes.Cookie, CookieRules.Apply)
            .AddJwtBearer(Schemes.Bearer, _ => { })
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(Schemes.Key, null);
        services.AddSingleton<IAuthorizationHandler, KeyLimits>().AddSingleton<IAuthorizationHandler, EnrolFirst>();
        services.AddOptions<JwtBearerOptions>(Schemes.Bearer).Configure<SigningKeys, TimeProvider>(BearerRules.Apply);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new NoFalsePapers()).Build());
        services.AddAntiforgery(options =>
        {
            options.Cookie = new CookieBuilder { Name = "padel_form", HttpOnly = true, SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.SameAsRequest, Path = "/", IsEssential = true };
            options.HeaderName = "X-Form-Token";
            options.SuppressXFrameOptionsHeader = true; // every answer carries it already
        });
        return services;
    }

    // The console has people of its own, who are nobody at a club; the cookie of a club is nothing there.
    private static bool IsConsole(HttpContext http) => http.RequestServices.GetRequiredService<Visit>().Door == Door.Console;

    private static bool IsApi(HttpContext http) =>
        http.GetEndpoint() is { } endpoint ? endpoint.Metadata.GetMetadata<ApiEndpoint>() is not null : http.Request.Path.StartsWithSegments("/api");
}
