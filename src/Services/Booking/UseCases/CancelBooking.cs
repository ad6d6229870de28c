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
    /// <param name="RefundTo">Where what comes back goes, <c>origin</c> or <c>wallet</c>, where the club lets the player choose.</param>
    internal sealed record Request(string? Reason, string? RefundTo);

    /// <summary>The cancelled booking and what comes back of what was paid.</summary>
    /// <param name="RefundTo"><c>wallet</c> when it is there at once, <c>origin</c> when it goes back the way it was paid.</param>
    internal sealed record Answer(BookingView Booking, Money Refund, string RefundTo);

    public static void Map(Doors doors) => doors.Api.MapPost("/bookings/{id:guid}/cancel", HandleAsync).MovesMoney().Idempotent(Access.Header)
        .WithSummary("Cancel a held or confirmed booking");

    private static async Task<Results<Ok<Answer>, Refusal>> HandleAsync(
        Guid id, Request? request, [FromHeader(Name = Access.Header)] string? key, Cancelling cancelling, TimeProvider clock, CancellationToken stop)
    {
        var checks = new Checks();
        var reason = checks.Optional(request?.Reason, "reason", 300);
        checks.That(request?.RefundTo is null or RefundWay.Origin or RefundWay.Wallet, "refundTo", "Back the way it came, or into the wallet: origin or wallet.");
        if (!checks.Pass) return checks.Refusal();

        var outcome = await cancelling.CancelAsync(id, key, reason, stop, request?.RefundTo);
        return outcome.Refusal is { } refusal
            ? refusal
            : TypedResults.Ok(new Answer(BookingView.Of(outcome.Booking!, outcome.Venue!, clock.GetUtcNow()), outcome.Refund, outcome.IntoWallet ? RefundWay.Wallet : RefundWay.Origin));
    }
}
