using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Who has given the first proof at this browser and owes the second. Sealed for the club, good for ten minutes, worth nothing by itself.</summary>
internal sealed class PendingSignIn(IDataProtectionProvider protection, CurrentTenant current, TimeProvider clock)
{
    private const string Cookie = "padel_second";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private IDataProtector Seal => protection.CreateProtector("pending-sign-in", current.Info.Id.ToString());

    // Lax: whoever comes from Google has been sent here by another site.
    public void Note(HttpContext http, Guid userId) => http.Response.Cookies.Append(
        Cookie, Seal.Protect($"{userId} {(clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds()}"),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = Lifetime, Path = "/", IsEssential = true });

    /// <summary>The account whose second proof is due; <see langword="null"/> when nobody began, or too long ago.</summary>
    public Guid? Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var closed)) return null;
        try
        {
            var parts = Seal.Unprotect(closed).Split(' ');
            return long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? Guid.Parse(parts[0]) : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });
}
