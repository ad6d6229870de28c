using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Board;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>Staff write something down about a booking for each other: it is marked on the board and read on the booking's page.</summary>
internal static class WriteNotes
{
    /// <summary>What to write down.</summary>
    internal sealed record Request(string? Text);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/bookings/{id:guid}/notes", async (Guid id, Noting noting, CancellationToken stop) => await noting.ReadAsync(id, stop) is { } notes ? Results.Ok(notes) : Refusals.NoBooking)
            .Needs(Access.Manage).WithSummary("What staff wrote about a booking").Produces<IReadOnlyList<BookingNote>>().ProducesProblem(404);
        doors.Api.MapPost("/bookings/{id:guid}/notes", AnswerAsync).Needs(Access.Manage).Idempotent()
            .WithSummary("Write a note about a booking; its player does not see it").Produces<BookingNote>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Club.MapPost("/bookings/{id:guid}/notes", PostAsync).Needs(Access.Manage);
    }

    private static async Task<IResult> AnswerAsync(Guid id, Request request, Noting noting, CancellationToken stop)
    {
        var checks = new Checks();
        var text = checks.Text(request.Text, "text", Noting.MostLetters, "A note needs words.");
        if (!checks.Pass) return checks.Refusal();
        var (note, refusal) = await noting.WriteAsync(id, text, stop);
        return refusal is not null ? refusal : TypedResults.Created((string?)null, note);
    }

    private static async Task<IResult> PostAsync(Guid id, IFormCollection form, Noting noting, ShowBooking page, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        if (Guid.TryParse(form["remove"], out var old))
            return await noting.TakeAwayAsync(id, old, stop) is { } missing ? missing : Results.Redirect(Access.Link(id, null));

        var checks = new Checks();
        var text = checks.Text(form["text"], "text", Noting.MostLetters, t["A note needs words."]);
        if (!checks.Pass) return await page.AgainAsync(id, null, checks.Errors.Values.First()[0], StatusCodes.Status400BadRequest, stop);
        var (_, refusal) = await noting.WriteAsync(id, text, stop);
        return refusal is not null ? await page.AgainAsync(id, null, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect(Access.Link(id, null));
    }
}
