using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>
/// What a guest booked on this device, so that "my bookings" works without an account. The cookie holds ids, sealed for this club; the keys
/// are made again from them. With each id stands how often the booking had changed hands: what was handed over since is not theirs any more.
/// </summary>
internal sealed class DeviceBookings(IDataProtectionProvider protection, CurrentTenant current)
{
    private const string Cookie = "my-bookings";
    private const int Most = 20;

    private IDataProtector Seal => protection.CreateProtector("device-bookings", current.Info.Id.ToString());

    public IReadOnlyList<DeviceBooking> Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var sealedIds)) return [];
        try
        {
            return [.. Seal.Unprotect(sealedIds).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(DeviceBooking.Parse).Take(Most)];
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or FormatException or OverflowException)
        {
            // Not ours, or sealed with a key that is gone: the bookings are still in the mails.
            return [];
        }
    }

    public void Add(HttpContext http, Guid id, int turn = 0)
    {
        var ids = Read(http).Where(known => known.Id != id).Prepend(new DeviceBooking(id, turn)).Take(Most);
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

/// <summary>A booking of a guest.</summary>
/// <param name="Turn">How often it had changed hands when it became theirs.</param>
internal sealed record DeviceBooking(Guid Id, int Turn)
{
    public static DeviceBooking Parse(string text) =>
        text.Split('.') is [var id, var turn] ? new(Guid.Parse(id), int.Parse(turn, NumberStyles.None, CultureInfo.InvariantCulture)) : new(Guid.Parse(text), 0);

    public override string ToString() => Turn == 0 ? $"{Id}" : $"{Id}.{Turn}";
}
