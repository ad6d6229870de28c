using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Identity.OAuth;

/// <summary>From where somebody set out for a provider, and which browser may come back there.</summary>
/// <param name="Browser">Hash of the mark that the browser carries at the club's host.</param>
/// <param name="Back">Path at the club to go to in the end.</param>
internal sealed record Departure(Guid Tenant, string Origin, string Provider, byte[] Browser, string Back, DateTimeOffset At);

/// <summary>
/// Notes departures, sealed: at the portal nobody knows the club or the browser any more, and what comes along in an address anybody may have
/// written. The mark stays at the browser until it is back.
/// </summary>
internal sealed class Departures(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "padel_out";
    private static readonly TimeSpan ToThePortal = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private IDataProtector Seal => protection.CreateProtector("oauth-departure");

    /// <summary>The departure, sealed; this browser is marked.</summary>
    public string Note(HttpContext http, Visit visit, Provider provider, string back)
    {
        var mark = LinkSecrets.New();
        http.Response.Cookies.Append(Cookie, mark, new CookieOptions
        {
            HttpOnly = true,
            // The way back begins at the provider, which is another site.
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = Longest,
            Path = "/",
            IsEssential = true,
        });
        return Seal.Protect(JsonSerializer.Serialize(new Departure(visit.Tenant!.Id, visit.Origin, provider.Key, LinkSecrets.HashOf(mark), ReturnPath.Local(back), clock.GetUtcNow())));
    }

    /// <summary>A departure that has just begun; <see langword="null"/> for what was not written here, or too long ago.</summary>
    public Departure? Begun(string? closed) => Open(closed) is { } departure && departure.At + ToThePortal > clock.GetUtcNow() ? departure : null;

    /// <summary>A departure that may still end well.</summary>
    public bool IsLate(Departure departure) => departure.At + Longest <= clock.GetUtcNow();

    /// <summary>What was written here, however long ago.</summary>
    public Departure? Open(string? closed)
    {
        if (closed is not { Length: > 0 and < 4000 }) return null;
        try
        {
            return JsonSerializer.Deserialize<Departure>(Seal.Unprotect(closed));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether this browser set out, once.</summary>
    public static bool TakeMark(HttpContext http, byte[] browser)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var mark)) return false;
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });
        return CryptographicOperations.FixedTimeEquals(browser, LinkSecrets.HashOf(mark));
    }
}
