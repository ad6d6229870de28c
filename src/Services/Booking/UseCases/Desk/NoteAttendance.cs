using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The desk notes that players are here, or that nobody came: by the API, by a button, or by scanning the code on a player's phone.</summary>
internal static class NoteAttendance
{
    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/bookings/{id:guid}/arrived", (Guid id, Attending attending, TimeProvider clock, CancellationToken stop) => AnswerAsync(attending.ArrivedAsync(id, stop), clock))
            .Needs(Access.Manage).Idempotent().WithSummary("Note that the players are here").Produces<BookingView>().ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/bookings/{id:guid}/no-show", (Guid id, Attending attending, TimeProvider clock, CancellationToken stop) => AnswerAsync(attending.NoShowAsync(id, stop), clock))
            .MovesMoney().Needs(Access.Manage).Idempotent().WithSummary("Note that nobody came").Produces<BookingView>().ProducesProblem(404).ProducesProblem(409);
        // What the code on a phone leads to: whoever is not signed in is asked to, and comes back here.
        doors.Club.MapGet("/bookings/{id:guid}/check-in", CheckInAsync).Needs(Access.Manage);
        doors.Club.MapPost("/bookings/{id:guid}/attendance", PostAsync).MovesMoney().Needs(Access.Manage);
        doors.Club.MapPost("/desk/arrived", (IFormCollection form, Attending attending, ShowBoard board, IStringLocalizer<BookingWords> t, CancellationToken stop) => FromBoardAsync(form, attending.ArrivedAsync, board, t, stop)).Needs(Access.Manage);
        doors.Club.MapPost("/desk/missed", (IFormCollection form, Attending attending, ShowBoard board, IStringLocalizer<BookingWords> t, CancellationToken stop) => FromBoardAsync(form, attending.NoShowAsync, board, t, stop)).MovesMoney().Needs(Access.Manage);
    }

    // Where the player's QR code leads: the booking's page shows staff what to note.
    private static async Task<IResult> CheckInAsync(Guid id, Finding finding, CancellationToken stop) =>
        await finding.ReadAsync(id, null, stop) is null ? TypedResults.NotFound() : Results.Redirect(Access.Link(id, null));

    private static async Task<IResult> AnswerAsync(Task<AttendOutcome> noting, TimeProvider clock)
    {
        var outcome = await noting;
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Ok(BookingView.Of(outcome.Booking!, outcome.Venue!, clock.GetUtcNow()));
    }

    // From the board, and back to it.
    private static async Task<IResult> FromBoardAsync(
        IFormCollection form, Func<Guid, CancellationToken, Task<AttendOutcome>> note, ShowBoard board, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        if (!Guid.TryParse(form["booking"], out var id)) return Results.Redirect("/desk");
        var outcome = await note(id, stop);
        return outcome.Refusal is { } refusal
            ? await board.AgainAsync(form["venue"], form["date"], t[refusal.Sentence], refusal.Status, stop)
            : Results.Redirect(ShowBoard.Path(outcome.Venue!, outcome.Booking!.StartsAt));
    }

    private static async Task<IResult> PostAsync(Guid id, IFormCollection form, Attending attending, ShowBooking page, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        var outcome = form["note"] == "no_show" ? await attending.NoShowAsync(id, stop) : await attending.ArrivedAsync(id, stop);
        return outcome.Refusal is { } refusal ? await page.AgainAsync(id, null, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect(Access.Link(id, null));
    }
}
