using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>What was asked of the authenticator, kept at the browser between the question and the answer: sealed for the club, five minutes, once.</summary>
internal sealed class PasskeyState(IDataProtectionProvider protection, CurrentTenant current, TimeProvider clock)
{
    private const string Cookie = "padel_passkey";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private IDataProtector Seal => protection.CreateProtector("passkey-state", current.Info.Id.ToString());

    public void Keep(HttpContext http, string? state) => http.Response.Cookies.Append(
        Cookie, Seal.Protect($"{(clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds()} {state}"),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = Lifetime, Path = "/", IsEssential = true });

    /// <summary>What was asked; <see langword="null"/> when nothing was, or too long ago.</summary>
    public string? Take(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var closed)) return null;
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });
        try
        {
            var parts = Seal.Unprotect(closed).Split(' ', 2);
            return long.Parse(parts[0], CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? parts[1] : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
