using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Board;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>Players check themselves in at a screen by the entrance: by the code of their booking, typed or scanned, or by their initial and time.</summary>
internal sealed partial class CheckInAtKiosk(Kiosk kiosk, Attending attending, IVenues venues, ISessions sessions, IStringLocalizer<BookingWords> t)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapPost("/desk/kiosk", (IFormCollection form, HttpContext http, CheckInAtKiosk page, CancellationToken stop) => page.OpenAsync(form, http, stop)).Needs(Access.Desk);
        doors.Club.MapGet("/kiosk", (string? done, HttpContext http, CheckInAtKiosk page, CancellationToken stop) => page.ShowAsync(http, done, null, StatusCodes.Status200OK, stop));
        doors.Club.MapPost("/kiosk", (IFormCollection form, HttpContext http, CheckInAtKiosk page, CancellationToken stop) => page.CheckInAsync(form, http, stop));
    }

    // From here on the device is nobody's: the session of who opened it ends, and a copy of its cookie is worth nothing.
    private async Task<IResult> OpenAsync(IFormCollection form, HttpContext http, CancellationToken stop)
    {
        if ((await venues.AllAsync(stop)).FirstOrDefault(one => one.Key == form["venue"]) is not { } venue) return Results.Redirect("/desk");
        kiosk.Open(http, venue);
        if (Guid.TryParse(http.User.FindFirst(Claims.Session)?.Value, out var session)) await sessions.EndAsync(session, "kiosk", http.RequestAborted);
        await http.SignOutAsync("cookie");
        return Results.Redirect("/kiosk");
    }

    private async Task<IResult> ShowAsync(HttpContext http, string? done, string? refusal, int status, CancellationToken stop)
    {
        // Whoever is staff opens it from the board.
        if (await kiosk.VenueAsync(http) is not { } venue) return Results.Redirect("/desk");
        var expected = await kiosk.ExpectedAsync(venue, stop);
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<KioskPage>(new
        {
            Venue = venue,
            Expected = expected.Where(row => row.Status == BookingStatus.Confirmed && kiosk.IsTime(row)).ToList(),
            Done = expected.FirstOrDefault(row => row.Status == BookingStatus.InProgress && row.Code == done),
            Refusal = refusal,
        })
        {
            StatusCode = status,
        };
    }

    private async Task<IResult> CheckInAsync(IFormCollection form, HttpContext http, CancellationToken stop)
    {
        if (await kiosk.VenueAsync(http) is not { } venue) return Results.Redirect("/desk");
        if (Meant(await kiosk.ExpectedAsync(venue, stop), form["code"].ToString(), form["booking"].ToString()) is not { } row)
            return await ShowAsync(http, null, t["No booking of today has this code. Please ask at the desk."], StatusCodes.Status404NotFound, stop);
        if (!kiosk.IsTime(row))
            return await ShowAsync(http, null, t["You can check in from {0} on.", TimeText.Time(row.StartsAt - Kiosk.Early, row.Zone)], StatusCodes.Status409Conflict, stop);

        var outcome = await attending.ArrivedAtKioskAsync(row.Id, venue, stop);
        return outcome.Refusal is { } refusal ? await ShowAsync(http, null, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect($"/kiosk?done={row.Code}");
    }

    // What a scanner types is the address in the player's QR code.
    private static Booking? Meant(IReadOnlyList<Booking> expected, string code, string chosen)
    {
        var id = Guid.TryParse(chosen, out var picked) ? picked : AnId().Match(code) is { Success: true } scanned ? Guid.Parse(scanned.Value) : Guid.Empty;
        return expected.FirstOrDefault(row => row.Id == id || (code.Length > 0 && string.Equals(row.Code, code.Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex AnId();
}
