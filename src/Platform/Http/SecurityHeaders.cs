using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PadelSaaS.Platform.Http;

/// <summary>Headers every answer carries. A page's own script runs by its nonce; nothing inline does.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http, Visit visit)
    {
        Put(http, visit);
        // What an account or a key opens is nobody else's: whoever says nothing else about keeping it means that it is not kept.
        if (http.Request.Headers.Authorization.Count > 0 || http.Request.Headers.ContainsKey("X-Booking-Key")) http.Response.OnStarting(KeepNothing, http.Response);
        return next(http);
    }

    private static Task KeepNothing(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    /// <summary>Puts the headers on the answer: also for a failure, whose answer begins anew without any.</summary>
    public static void Put(HttpContext http, Visit visit)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{visit.Nonce}'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
            $"connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action {FormsMayLeadTo(http, visit)}; object-src 'none'";
        // What lies below a club's own domain is the club's, and may not speak https.
        if (http.Request.IsHttps) headers.StrictTransportSecurity = IsOurs(http, visit) ? "max-age=31536000; includeSubDomains" : "max-age=31536000";
    }

    // The policy holds for where the answer to a form redirects to, as well: from the console an admin goes on to a club.
    private static string FormsMayLeadTo(HttpContext http, Visit visit) => visit.Door == Door.Console
        ? $"'self' {http.Request.Scheme}://*.{http.RequestServices.GetRequiredService<Hosts>().Apex}{(http.Request.Host.Port is { } port ? $":{port}" : "")}"
        : "'self'";

    private static bool IsOurs(HttpContext http, Visit visit) =>
        visit.Door != Door.Club || http.RequestServices.GetRequiredService<Hosts>().SlugOf(http.Request.Host.Host.ToLowerInvariant()) is not null;
}
