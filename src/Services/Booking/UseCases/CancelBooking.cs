using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player gives a court back.</summary>
internal static class CancelBooking
{
    /// <summary>Why, for the club; may be left out.</summary>
    internal sealed record Request(string? Reason);

    /// <summary>The cancelled booking and what comes back of what was paid.</summary>
    internal sealed record Answer(BookingView Booking, Money Refund);

    public static void Map(Doors doors) => doors.Api.MapPost("/bookings/{id:guid}/cancel", HandleAsync).MovesMoney().Idempotent(Access.Header)
        .WithSummary("Cancel a held or confirmed booking");

    private static async Task<Results<Ok<Answer>, Refusal>> HandleAsync(
        Guid id, Request? request, [FromHeader(Name = Access.Header)] string? key, Cancelling cancelling, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        var reason = checks.Optional(request?.Reason, "reason", 300);
        if (!checks.Pass) return checks.Refusal();

        var outcome = await cancelling.CancelAsync(id, key, reason, stop);
        return outcome.Refusal is { } refusal
            ? refusal
            : TypedResults.Ok(new Answer(BookingView.Of(outcome.Booking!, outcome.Venue!, clock.GetUtcNow()), outcome.Refund));
    }
}
