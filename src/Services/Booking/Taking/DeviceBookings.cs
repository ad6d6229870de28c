using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>
/// What a guest booked on this device, so that "my bookings" works without an account. The cookie holds ids, sealed for this club; the keys
/// are made again from them.
/// </summary>
internal sealed class DeviceBookings(IDataProtectionProvider protection, CurrentTenant current)
{
    private const string Cookie = "my-bookings";
    private const int Most = 20;

    private IDataProtector Seal => protection.CreateProtector("device-bookings", current.Info.Id.ToString());

    public IReadOnlyList<Guid> Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var sealedIds)) return [];
        try
        {
            return [.. Seal.Unprotect(sealedIds).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).Take(Most)];
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or FormatException)
        {
            // Not ours, or sealed with a key that is gone: the bookings are still in the mails.
            return [];
        }
    }

    public void Add(HttpContext http, Guid id)
    {
        var ids = Read(http).Where(known => known != id).Prepend(id).Take(Most);
        http.Response.Cookies.Append(Cookie, Seal.Protect(string.Join(',', ids)), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(90),
            IsEssential = true,
        });
    }
}
