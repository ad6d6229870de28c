using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Pages.People;
using PadelSaaS.Booking.People;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.People;

/// <summary>Somebody who was asked to play sees where and when, says yes or no, takes it into a calendar, and leaves again.</summary>
internal sealed class PlayAlong(Answering answering, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    /// <summary>What a participant's program sees: nothing about money.</summary>
    internal sealed record Answer(Guid Id, string Status, Guid BookingId, string BookingStatus, string VenueName, string CourtName, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, string Zone, string Organiser);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/play/{id:guid}", (Guid id, string? key, PlayAlong play, CancellationToken stop) => play.ShowAsync(id, key, null, StatusCodes.Status200OK, stop));
        doors.Club.MapPost("/play/{id:guid}", (Guid id, IFormCollection form, PlayAlong play, CancellationToken stop) => play.AnswerAsync(id, form, stop));
        doors.Club.MapGet("/play/{id:guid}/calendar.ics", (Guid id, string? key, PlayAlong play, Visit visit, HttpContext http, CancellationToken stop) => play.CalendarAsync(id, key, visit, http, stop));
        doors.Api.MapGet("/participations/{id:guid}", (Guid id, [FromHeader(Name = Access.Header)] string? key, PlayAlong play, CancellationToken stop) => play.SeeAsync(id, key, stop))
            .WithSummary("A booking as somebody sees who plays along").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPost("/participations/{id:guid}/{answer:regex(^(accept|decline|leave)$)}", (Guid id, string answer, [FromHeader(Name = Access.Header)] string? key, PlayAlong play, CancellationToken stop) => play.SayAsync(id, answer, key, stop))
            .WithSummary("Accept or decline an invitation, or leave a booking").Produces<Answer>().ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<IResult> ShowAsync(Guid id, string? key, string? refusal, int status, CancellationToken stop) =>
        await answering.FindAsync(id, key, stop) is { } found
            ? new RazorComponentResult<PlayPage>(new { Participation = found, Key = key, State = found.Booking.StatusAt(clock.GetUtcNow()), IsOver = found.Booking.EndsAt <= clock.GetUtcNow(), Refusal = refusal }) { StatusCode = status }
            : TypedResults.NotFound();

    private async Task<IResult> AnswerAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await answering.FindAsync(id, key, stop) is not { } found) return TypedResults.NotFound();
        var refusal = form["answer"].ToString() == "accept" ? await answering.AcceptAsync(found, stop) : await answering.DeclineAsync(found, stop);
        return refusal is null ? Results.Redirect(key is null ? $"/play/{id}" : BookingParticipant.Link(id, key)) : await ShowAsync(id, key, refusal.Said(t), refusal.Status, stop);
    }

    private async Task<IResult> SeeAsync(Guid id, string? key, CancellationToken stop) =>
        await answering.FindAsync(id, key, stop) is { } found ? TypedResults.Ok(View(found)) : Refusals.NoParticipant;

    private async Task<IResult> SayAsync(Guid id, string answer, string? key, CancellationToken stop)
    {
        if (await answering.FindAsync(id, key, stop) is not { } found) return Refusals.NoParticipant;
        var refusal = answer == "accept" ? await answering.AcceptAsync(found, stop) : await answering.DeclineAsync(found, stop);
        return refusal is not null ? refusal : TypedResults.Ok(View((await answering.FindAsync(id, key, stop))!));
    }

    private async Task<IResult> CalendarAsync(Guid id, string? key, Visit visit, HttpContext http, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (await answering.FindAsync(id, key, stop) is not { } found || found.Booking.StatusAt(now) is BookingStatus.Pending or BookingStatus.Expired) return TypedResults.NotFound();
        var (booking, venue) = (found.Booking, found.Venue);
        var court = booking.Tell(venue, "") with { Link = key is null ? $"/play/{id}" : BookingParticipant.Link(id, key), Price = new Money(0, booking.Currency) };
        var words = new CalendarWords(
            t["Padel: {0}, {1}", court.CourtName, court.VenueName], $"{venue.Name}, {venue.Place.Address}, {venue.Place.City}",
            visit.Origin + court.Link, visit.Tenant!.Name, venue.Place.Email ?? $"noreply@{http.Request.Host.Host}");
        var file = booking.Status == BookingStatus.Cancelled || !found.Who.HasPlace ? CalendarFile.Cancelled(court, words, now) : CalendarFile.Booked(court, words, now);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.UTF8.GetBytes(file), CalendarFile.MediaType, "padel.ics");
    }

    private Answer View(Participation found) => new(
        found.Who.Id, found.Who.Status, found.Booking.Id, found.Booking.StatusAt(clock.GetUtcNow()), found.Venue.Name,
        found.Venue.Courts.FirstOrDefault(court => court.Id == found.Booking.CourtId)?.Name ?? "", found.Booking.StartsAt, found.Booking.EndsAt,
        BookingView.LocalOf(found.Booking.StartsAt, found.Booking.Zone), found.Booking.Zone, found.Booking.GuestName);
}
