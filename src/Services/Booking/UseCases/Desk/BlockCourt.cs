using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The desk keeps a court for the club, from the board: until when, and why.</summary>
internal static class BlockCourt
{
    public static void Map(Doors doors) => doors.Club.MapPost("/desk/block", HandleAsync).Needs(Access.Desk);

    /// <summary>The form for a start on the board; <see langword="null"/> where the court is taken or the venue closed.</summary>
    public static async Task<BlockForm?> FormAsync(VenueCard venue, Guid court, DateTimeOffset start, DayReader days)
    {
        if (BusinessDay.Holding(venue, start).FirstOrDefault() is not { } day) return null;
        var busy = (await days.ReadFreshAsync(venue, day)).Busy.GetValueOrDefault(court, []);
        if (busy.Any(taken => taken.Start <= start && taken.End > start)) return null;

        var ends = Ends(venue, day, start);
        // Until somebody plays or the venue closes; an hour where there is as much.
        var next = busy.Where(taken => taken.Start > start).Select(taken => (DateTimeOffset?)taken.Start).Min();
        var until = ends.Where(end => end <= start.AddMinutes(60) && (next is null || end <= next)).DefaultIfEmpty(ends[0]).Max();
        return new BlockForm(court, start, until, ClosureReason.All[0]) { Ends = ends };
    }

    private static async Task<IResult> HandleAsync(IFormCollection form, IVenues venues, Closing closing, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (BlockForm.Read(form) is not { } typed || !ClosureReason.All.Contains(typed.Reason) || !Horizon.IsThinkable(typed.Start)
            || await venues.FindByCourtAsync(typed.CourtId, stop) is not { } venue || BusinessDay.Holding(venue, typed.Start).FirstOrDefault() is not { } day
            || Ends(venue, day, typed.Start) is not { } ends || !ends.Contains(typed.Until))
            return Results.Redirect("/desk");

        typed = typed with { Ends = ends };
        if (typed.Until <= clock.GetUtcNow()) return Page(typed with { Error = t["This time is over."] }, venue, StatusCodes.Status409Conflict);
        var checks = new Checks();
        var wish = new ClosureWish(venue, [typed.CourtId], WholeVenue: false, typed.Start, typed.Until, typed.Reason, checks.Optional(typed.Note, "note", 300));
        if (!checks.Pass) return Page(typed with { Error = checks.Errors.Values.First()[0] }, venue, StatusCodes.Status400BadRequest);

        var outcome = await closing.CloseAsync(wish, typed.Decisions.Decided(), stop);
        if (outcome.Refusal is { } refusal) return Page(typed with { InTheWay = outcome.InTheWay, Error = t[refusal.Sentence] }, venue, refusal.Status);
        return Results.Redirect($"/desk?venue={Uri.EscapeDataString(venue.Key)}&date={day.Date:uuuu-MM-dd}");
    }

    private static List<DateTimeOffset> Ends(VenueCard venue, BusinessDay day, DateTimeOffset start)
    {
        var closing = day.To.AddMinutes(-venue.Rules.BufferMinutes);
        var ends = new List<DateTimeOffset>();
        for (var end = start.AddMinutes(venue.Rules.StartIntervalMinutes); end < closing; end = end.AddMinutes(venue.Rules.StartIntervalMinutes)) ends.Add(end);
        ends.Add(closing);
        return ends;
    }

    private static RazorComponentResult<BlockPage> Page(BlockForm form, VenueCard venue, int status) => new(new { Form = form, Venue = venue }) { StatusCode = status };
}

/// <summary>The form that blocks a court, as typed.</summary>
public sealed record BlockForm(Guid CourtId, DateTimeOffset Start, DateTimeOffset Until, string Reason)
{
    /// <summary>More than the reason says; may be left out.</summary>
    public string Note { get; init; } = "";

    /// <summary>The ends to choose from.</summary>
    public IReadOnlyList<DateTimeOffset> Ends { get; init; } = [];

    /// <summary>Bookings that have to go first.</summary>
    public IReadOnlyList<Impact> InTheWay { get; init; } = [];

    /// <summary>What was decided about each of them.</summary>
    public Decisions Decisions { get; init; } = Decisions.None;

    /// <summary>Why it was refused.</summary>
    public string? Error { get; init; }

    internal static BlockForm? Read(IFormCollection form) =>
        Guid.TryParse(form["court"], out var court) && Instant(form["start"]) is { } start && Instant(form["until"]) is { } until
            ? new BlockForm(court, start, until, form["reason"].ToString()) { Note = form["note"].ToString(), Decisions = Decisions.Read(form) }
            : null;

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime() : null;
}
