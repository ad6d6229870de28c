using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A player says how the held court is paid.</summary>
internal static class ConfirmBooking
{
    /// <summary>How to pay: <c>at_club</c>, or one of <c>/api/v1/payments/methods</c>.</summary>
    /// <param name="UseCredit">Pay with your credit first, and the rest by the method.</param>
    internal sealed record Request(string? PaymentMethod, bool UseCredit = false);

    /// <summary>The booking waits for its money, to be paid at this address.</summary>
    internal sealed record ToPay(BookingView Booking, string PayAt);

    public static void Map(Doors doors) => doors.Api.MapPost("/bookings/{id:guid}/confirm", HandleAsync).MovesMoney().Idempotent(Access.Header)
        .WithSummary("Confirm a held booking: 200 when it is paid at the club, 202 with an address when it is paid first")
        .Produces<BookingView>().Produces<ToPay>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409);

    private static async Task<IResult> HandleAsync(
        Guid id, Request request, [FromHeader(Name = Access.Header)] string? key, Confirming confirming, TimeProvider clock, CancellationToken stop)
    {
        var outcome = await confirming.ConfirmAsync(id, request.PaymentMethod ?? PaymentMethods.AtClub, key, stop, request.UseCredit);
        if (outcome.Refusal is { } refusal) return refusal;

        var view = BookingView.Of(outcome.Booking!, outcome.Venue!, clock.GetUtcNow());
        return outcome.PayAt is { } payAt ? TypedResults.Accepted(payAt, new ToPay(view, payAt)) : TypedResults.Ok(view);
    }
}
