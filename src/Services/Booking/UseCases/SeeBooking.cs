using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player looks at a booking of theirs.</summary>
internal static class SeeBooking
{
    public static void Map(Doors doors) => doors.Api.MapGet("/bookings/{id:guid}", HandleAsync)
        .WithSummary("One booking of the caller, or of the guest whose key is sent");

    private static async Task<Results<Ok<BookingView>, Refusal>> HandleAsync(
        Guid id, [FromHeader(Name = Access.Header)] string? key, Finding finding, TimeProvider clock, CancellationToken stop) =>
        await finding.ReadAsync(id, key, stop) is var (booking, venue)
            ? TypedResults.Ok(BookingView.Of(booking, venue, clock.GetUtcNow()))
            : Refusals.NoBooking;
}
