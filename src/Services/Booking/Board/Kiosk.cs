using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Board;

/// <summary>
/// A screen at the entrance at which players check themselves in. What it may do is in a cookie of its own, sealed for the club and one venue:
/// see who is expected now by initial, time and court, and note that they are here. Nothing else asks for this cookie.
/// </summary>
internal sealed class Kiosk(IDataProtectionProvider protection, CurrentTenant current, IVenues venues, BoardReader board, TimeProvider clock)
{
    private const string Cookie = "kiosk";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(90);

    /// <summary>How long before their time players check in.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(30);

    private IDataProtector Seal => protection.CreateProtector("kiosk", current.Info.Id.ToString());

    /// <summary>Makes this device a kiosk of the venue.</summary>
    public void Open(HttpContext http, VenueCard venue) =>
        http.Response.Cookies.Append(Cookie, Seal.Protect($"{venue.Id} {clock.GetUtcNow().Add(Lasts).ToUnixTimeSeconds()}"), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            MaxAge = Lasts,
            IsEssential = true,
            Path = "/kiosk",
        });

    /// <summary>The venue whose kiosk this device is.</summary>
    public async Task<VenueCard?> VenueAsync(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var kept)) return null;
        try
        {
            var words = Seal.Unprotect(kept).Split(' ');
            return long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? await venues.FindAsync(Guid.Parse(words[0])) : null;
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Bookings of the day that may check in now or later today, by start.</summary>
    public async Task<IReadOnlyList<Booking>> ExpectedAsync(VenueCard venue, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var day = BusinessDay.Of(venue, BusinessDay.Today(venue, now));
        return [.. (await board.ReadAsync(venue, day, stop)).Rows.Where(row => row.Status is BookingStatus.Confirmed or BookingStatus.InProgress && row.EndsAt > now && BoardItems.KindOf(row) != "block")];
    }

    /// <summary>Whether it is the time to check in.</summary>
    public bool IsTime(Booking row) => row.StartsAt - Early <= clock.GetUtcNow() && clock.GetUtcNow() < row.EndsAt;
}
