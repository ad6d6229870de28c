using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity;

/// <summary>
/// Recognises the browser that asked for a link when the link comes back. Who makes somebody else follow a link, or follows one that was sent
/// to somebody else, sits at another browser.
/// </summary>
internal static class AskingBrowser
{
    private const string Cookie = "padel_asked";
    private static readonly TimeSpan Remember = TimeSpan.FromDays(2);

    /// <summary>The hash of this browser's mark; it gets one if it has none.</summary>
    public static byte[] Mark(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var mark) || mark.Length != LinkSecrets.New().Length) mark = LinkSecrets.New();
        http.Response.Cookies.Append(Cookie, mark, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = Remember,
            Path = "/",
            IsEssential = true,
        });
        return LinkSecrets.HashOf(mark);
    }

    /// <summary>Whether this browser asked for the link.</summary>
    public static bool Asked(HttpContext http, OneTimeLink link) =>
        link.Browser is { } hash && http.Request.Cookies.TryGetValue(Cookie, out var mark) && CryptographicOperations.FixedTimeEquals(hash, LinkSecrets.HashOf(mark));
}
