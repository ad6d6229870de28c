using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// Remembers at the browser which accounts signed in there. It opens nothing: wrong passwords from a device that an account knows are counted
/// by themselves, so strangers who guess cannot keep its owner out there.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection, CurrentTenant current, TimeProvider clock)
{
    private const string Cookie = "padel_device";
    private const int MostAccounts = 5;
    private static readonly TimeSpan Remember = TimeSpan.FromDays(365);

    private IDataProtector Seal => protection.CreateProtector("known-devices", current.Info.Id.ToString());

    /// <summary>The account signed in here.</summary>
    public void Note(HttpContext http, Guid userId)
    {
        var known = Read(http);
        var device = known.FirstOrDefault(one => one.Account == userId).Device ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var kept = known.Where(one => one.Account != userId).Prepend((Account: userId, Device: device)).Take(MostAccounts);
        http.Response.Cookies.Append(Cookie, Seal.Protect($"{clock.GetUtcNow().ToUnixTimeSeconds()} {string.Join(',', kept.Select(one => $"{one.Account}:{one.Device}"))}"), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = Remember,
            Path = "/",
            IsEssential = true,
        });
    }

    /// <summary>What the account calls this device; <see langword="null"/> where it never signed in.</summary>
    public string? Of(HttpContext http, Guid userId) => Read(http).FirstOrDefault(one => one.Account == userId).Device;

    private List<(Guid Account, string Device)> Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var closed) || closed.Length > 3000) return [];
        try
        {
            var parts = Seal.Unprotect(closed).Split(' ');
            var isOld = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture)) + Remember < clock.GetUtcNow();
            return isOld ? [] : [.. parts[1].Split(',').Select(one => one.Split(':')).Select(one => (Guid.Parse(one[0]), one[1]))];
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or IndexOutOfRangeException)
        {
            return [];
        }
    }
}
