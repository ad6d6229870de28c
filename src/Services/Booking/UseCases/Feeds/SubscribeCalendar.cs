using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Feeds;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Feeds;

/// <summary>A calendar program asks for somebody's calendar, again and again, by the key in its link.</summary>
internal static class SubscribeCalendar
{
    public static void Map(Doors doors) => doors.Club.MapGet("/calendars/{id:guid}.ics", HandleAsync).Costs(Effort.Search);

    private static async Task<IResult> HandleAsync(Guid id, string? key, ReadingFeeds reading, HttpContext http, CancellationToken stop)
    {
        if (await reading.FindAsync(id, key, stop) is not { } feed) return KeepingFeeds.NoFeed;
        // Programs say no language of their holder's.
        var spoken = CultureInfo.GetCultureInfo(feed.Language);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (spoken, spoken);
        var (name, events) = await reading.ReadAsync(feed, stop);
        var file = Encoding.UTF8.GetBytes(FeedFile.Write(name, events));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(file))[..32]}\"";
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal)) return Results.StatusCode(StatusCodes.Status304NotModified);
        http.Response.Headers.ContentDisposition = "inline; filename=\"padel.ics\"";
        return Results.Bytes(file, CalendarFile.MediaType);
    }
}
