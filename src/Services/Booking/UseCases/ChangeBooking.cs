using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Days;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player moves a booking to another court or time while cancelling it would still be free; staff do it until it ends, and say why.</summary>
internal static class ChangeBooking
{
    /// <summary>Where to.</summary>
    /// <param name="QuotedAmountMinor">The price the preview named, in minor units: if it has risen since, 409 `price_changed` asks again. May be left out.</param>
    /// <param name="Reason">Why; staff have to say when money goes back or a rule is set aside.</param>
    internal sealed record Request(Guid CourtId, DateTimeOffset Start, int DurationMinutes, long? QuotedAmountMinor, string? Reason);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/bookings/{id:guid}/change/preview", PreviewAsync).Idempotent(Access.Header)
            .WithSummary("What another court or time would cost; nothing is changed")
            .Produces<MoveOffer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/bookings/{id:guid}/change", ChangeAsync).MovesMoney().Idempotent(Access.Header)
            .WithSummary("Move a confirmed booking to another court, time or length")
            .Produces<MoveAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> PreviewAsync(
        Guid id, Request request, [FromHeader(Name = Access.Header)] string? key, Moving moving, CancellationToken stop)
    {
        var checks = new Checks();
        var move = Read(request, checks);
        if (!checks.Pass) return checks.Refusal();

        var outcome = await moving.PreviewAsync(id, key, move, stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Ok(outcome.Offer);
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, Request request, [FromHeader(Name = Access.Header)] string? key, Moving moving, HttpContext http, CancellationToken stop)
    {
        var checks = new Checks();
        var move = Read(request, checks);
        if (!checks.Pass) return checks.Refusal();

        var outcome = await moving.MoveAsync(id, key, move, Idempotency.KeyOf(http), stop);
        if (outcome.Refusal is { } refusal) return refusal;

        if (outcome.IsNew) Idempotency.IsStored(http);
        return Results.Text(outcome.Answer, "application/json; charset=utf-8", Encoding.UTF8, StatusCodes.Status200OK);
    }

    private static Move Read(Request request, Checks checks)
    {
        checks.That(request.CourtId != Guid.Empty, "courtId", "A court is needed.");
        checks.That(Horizon.IsThinkable(request.Start), "start", "An instant such as 2026-11-24T18:00:00Z is needed.");
        checks.That(request.DurationMinutes is > 0 and <= 1440, "durationMinutes", "A duration in minutes is needed.");
        return new Move(request.CourtId, request.Start.ToUniversalTime(), request.DurationMinutes, request.QuotedAmountMinor, checks.Optional(request.Reason, "reason", 300));
    }
}
