using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player looks which courts are free on a day.</summary>
internal static class SeeAvailability
{
    /// <summary>The courts of a venue with the times that can be booked.</summary>
    /// <param name="Date">Business date of the venue: times after midnight belong to the evening that opened.</param>
    internal sealed record Answer(Guid VenueId, string Date, int DurationMinutes, string Zone, IReadOnlyList<Court> Courts)
    {
        /// <summary>Times that are given by draw and cannot be booked before it; absent where a venue draws nothing.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<ByDraw>? ByDraw { get; init; }
    }

    /// <summary>A time that is given by draw.</summary>
    /// <param name="OpensAt">From then on players may enter (`GET /venues/{id}/draws`).</param>
    /// <param name="DrawAt">Until then they may; then it is drawn.</param>
    internal sealed record ByDraw(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, DateTimeOffset OpensAt, DateTimeOffset DrawAt);

    /// <summary>A court with its free times, in order.</summary>
    internal sealed record Court(Guid CourtId, string Name, IReadOnlyList<Slot> Slots);

    /// <summary>A time that can be booked.</summary>
    /// <param name="StartLocal">Start in the venue's zone, with its offset.</param>
    internal sealed record Slot(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, Money Price);

    private static readonly SharedForm<Page> Form = new(page => page.Body, body => new Page(body));
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(Doors doors) => doors.Api.MapGet("/venues/{venueId:guid}/availability", HandleAsync)
        .WithSummary("Free times of a venue's courts on a business day")
        .Produces<Answer>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> HandleAsync(
        Guid venueId, string date, int? duration, IVenues venues, DayReader days, Cached cached, CurrentTenant current, Limiting limiting, Visit visit, TimeProvider clock, HttpContext http, CancellationToken stop)
    {
        if (await venues.FindAsync(venueId, stop) is not { } venue) return Refusals.NoVenue;
        var standing = await limiting.StandingAsync(visit.Caller.AccountId, stop);
        venue = venue.For(standing);
        if (!LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var day)) return Refusal.Malformed("date", "A date such as 2026-11-24 is needed.");
        var minutes = duration ?? venue.Rules.DurationsMinutes[0];
        if (!venue.Rules.DurationsMinutes.Contains(minutes))
            return Refusal.Malformed("duration", $"This venue sells {string.Join(", ", venue.Rules.DurationsMinutes)} minutes.");

        // Days that cannot be booked are not worth a place in memory, and some of them lie where the calendar ends.
        var page = !Horizon.Holds(venue, day, clock.GetUtcNow())
            ? Draw(venue, day, minutes, [], clock.GetUtcNow())
            : await cached.GetAsync(current.Info.Id, $"free:{venue.Id:N}:{venue.Revision}:{day:uuuuMMdd}:{minutes}{standing.Mark()}", DayReader.TagsOf(venue, BusinessDay.Of(venue, day)),
                () => DrawAsync(venue, day, minutes, standing, days, fresh: cached.IsShared, clock), Form);
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ETag = page.Tag;
        return http.Request.Headers.IfNoneMatch == page.Tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : new Bytes(page.Body);
    }

    // Written once per change of the day: the answer to everybody else is these bytes.
    private static async Task<(Page Page, DateTimeOffset Until)> DrawAsync(VenueCard venue, LocalDate date, int minutes, CustomerStanding standing, DayReader days, bool fresh, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var opened = BusinessDay.Of(venue, date);
        // What all processes share must not be drawn from what one of them remembers.
        var day = fresh && opened.Periods.Count > 0 ? await days.ReadFreshAsync(venue, opened) : await days.ReadAsync(venue, date);
        // Starts pass with the minutes; a hold may end before.
        var nextMinute = Minutes.At(Minutes.Floor(now) + 1);
        return (Draw(venue, date, minutes, day.Free(minutes, now, standing), now), day.Until < nextMinute ? day.Until : nextMinute);
    }

    private static Page Draw(VenueCard venue, LocalDate date, int minutes, IEnumerable<FreeSlotOf> slots, DateTimeOffset now)
    {
        var free = slots.ToLookup(slot => slot.Court.Id);
        var answer = new Answer(venue.Id, LocalDatePattern.Iso.Format(date), minutes, venue.Zone,
            [.. venue.Courts.Select(court => new Court(court.Id, court.Name,
                [.. free[court.Id].Select(slot => new Slot(slot.Start, slot.End, BookingView.LocalOf(slot.Start, venue.Zone), slot.Price))]))])
        {
            ByDraw = venue.Rules.Policy.Draw is null ? null : Drawn(venue, date, now),
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, Json);
        return new Page(body);
    }

    private static List<ByDraw>? Drawn(VenueCard venue, LocalDate date, DateTimeOffset now)
    {
        // Days that lie where the calendar ends cannot be reckoned with.
        if (!Horizon.IsThinkable(date) || BusinessDay.Of(venue, date) is not { Periods.Count: > 0 } day) return null;
        return [.. DrawTimes.Touching(venue, day.From, day.To).Where(span => now < span.DrawAt).Select(span => new ByDraw(span.Start, span.End, BookingView.LocalOf(span.Start, venue.Zone), span.OpensAt, span.DrawAt))];
    }

    private sealed record Page(byte[] Body)
    {
        public string Tag { get; } = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Body).AsSpan(0, 8))}\"").ToString();
    }

    private sealed class Bytes(byte[] body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = body.Length;
            return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
        }
    }
}
