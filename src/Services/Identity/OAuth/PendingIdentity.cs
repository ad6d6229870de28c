using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.OAuth;

/// <summary>
/// Who came back from a provider and opens no account here yet. Sealed for the club and kept at the browser for twenty minutes, over a sign-in
/// with password, code or mail link, until somebody says whose it is.
/// </summary>
internal sealed class PendingIdentity(IDataProtectionProvider protection, CurrentTenant current, TimeProvider clock)
{
    private const string Cookie = "padel_connect";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    private IDataProtector Seal => protection.CreateProtector("pending-identity", current.Info.Id.ToString());

    public void Keep(HttpContext http, ProvidedIdentity identity, string back) => http.Response.Cookies.Append(
        Cookie, Seal.Protect(JsonSerializer.Serialize(new Content(identity, back, clock.GetUtcNow() + Lifetime))),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = Lifetime, Path = "/", IsEssential = true });

    /// <summary>Who came back, and where to go in the end; nobody, when nobody did or too long ago.</summary>
    public (ProvidedIdentity Identity, string Back)? Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var closed)) return null;
        try
        {
            var content = JsonSerializer.Deserialize<Content>(Seal.Unprotect(closed))!;
            return content.Until > clock.GetUtcNow() ? (content.Identity, content.Back) : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });

    private sealed record Content(ProvidedIdentity Identity, string Back, DateTimeOffset Until);
}
