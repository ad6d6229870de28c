using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Lessons;
using PadelSaaS.Booking.Pages.Lessons;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Lessons;

/// <summary>The pages on which somebody finds a lesson, takes a place and gives it back.</summary>
internal static class ShowLessons
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/lessons", ListAsync);
        doors.Club.MapGet("/lessons/{id:guid}", OneAsync);
        doors.Club.MapPost("/lessons/{id:guid}", JoinAsync);
        doors.Club.MapGet("/lessons/places/{id:guid}", PlaceAsync);
        doors.Club.MapPost("/lessons/places/{id:guid}/leave", LeaveAsync);
        doors.Club.MapGet("/lessons/places/{id:guid}/calendar.ics", CalendarAsync);
    }

    private static async Task<IResult> ListAsync(string? venue, IVenues venues, FindingLessons finding, TimeProvider clock, CancellationToken stop)
    {
        var (all, now) = (await venues.AllAsync(stop), clock.GetUtcNow());
        var chosen = all.FirstOrDefault(one => one.Key == venue);
        var lessons = await finding.ListAsync(now, now.AddDays(SeeLessons.UsualDays), chosen?.Id, null, cancelled: false, stop);
        return new RazorComponentResult<LessonListPage>(new { Venues = all, Venue = chosen, Lessons = lessons });
    }

    private static async Task<IResult> OneAsync(Guid id, FindingLessons finding, TimeProvider clock, CancellationToken stop) =>
        await finding.ReadAsync(id, stop) is { } found ? Page(found, new TakePlace.Request(null, null, null), [], null, clock, StatusCodes.Status200OK) : LessonRefusals.NoLesson;

    private static async Task<IResult> JoinAsync(
        Guid id, IFormCollection form, FindingLessons finding, LessonPlaces places, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return LessonRefusals.NoLesson;
        var (typed, checks) = (new TakePlace.Request(form["name"], form["email"], form["phone"]), new Checks());
        if (TakePlace.Guest(typed, visit, text => t[text], checks) is not { } guest)
            return Page(found, typed, checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]), null, clock, StatusCodes.Status400BadRequest);
        var (place, key, refusal) = await places.JoinAsync(id, guest, stop);
        if (refusal is null) return Results.Redirect(LessonPlace.LinkTo(place!.Place.Id, key));
        return Page(await finding.ReadAsync(id, stop) ?? found, typed, [], t[refusal.Sentence], clock, refusal.Status);
    }

    private static async Task<IResult> PlaceAsync(Guid id, string? key, LessonPlaces places, TimeProvider clock, CancellationToken stop) =>
        await places.ReadAsync(id, key, stop) is { } found ? Place(found, key, null, clock, StatusCodes.Status200OK) : LessonRefusals.NoPlace;

    private static async Task<IResult> LeaveAsync(Guid id, IFormCollection form, LessonPlaces places, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await places.LeaveAsync(id, key, stop) is not { } refusal) return Results.Redirect(form["back"] == "my" ? "/my/bookings" : LessonPlace.LinkTo(id, key));
        return await places.ReadAsync(id, key, stop) is { } found ? Place(found, key, t[refusal.Sentence], clock, refusal.Status) : refusal;
    }

    private static async Task<IResult> CalendarAsync(
        Guid id, string? key, LessonPlaces places, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, HttpContext http, CancellationToken stop)
    {
        if (await places.ReadAsync(id, key, stop) is not { } found) return LessonRefusals.NoPlace;
        var (lesson, venue, now) = (found.Lesson.Tell(), found.Lesson.Venue, clock.GetUtcNow());
        var words = new CalendarWords(
            t["{0} with {1}", lesson.Title, lesson.CoachName], $"{venue.Name}, {venue.Place.Address}, {venue.Place.City}",
            visit.Origin + LessonPlace.LinkTo(id, key), visit.Tenant!.Name, venue.Place.Email ?? $"noreply@{http.Request.Host.Host}");
        var court = lesson.Court with { BookingId = id };
        var isOn = found.Lesson.IsOn && found.Place.Status == LessonPlace.Booked;
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.UTF8.GetBytes(isOn ? CalendarFile.Booked(court, words, now) : CalendarFile.Cancelled(court, words, now)), CalendarFile.MediaType, "padel.ics");
    }

    private static RazorComponentResult<LessonPage> Page(FoundLesson found, TakePlace.Request typed, Dictionary<string, string> errors, string? refusal, TimeProvider clock, int status) => new(new
    {
        Found = found,
        Name = typed.Name,
        Email = typed.Email,
        Phone = typed.Phone,
        Errors = errors,
        Refusal = refusal,
        Now = clock.GetUtcNow(),
    })
    { StatusCode = status };

    private static RazorComponentResult<LessonPlacePage> Place(TakenPlace found, string? key, string? refusal, TimeProvider clock, int status) =>
        new(new { Found = found, Key = key, Refusal = refusal, Now = clock.GetUtcNow() }) { StatusCode = status };
}
