using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A booking's page: while it is held the place to pay, afterwards its confirmation, at last what became of it.</summary>
internal static class ShowBooking
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/bookings/{id:guid}", ShowAsync);
        doors.Club.MapPost("/bookings/{id:guid}/pay", PayAsync);
    }

    private static async Task<IResult> ShowAsync(Guid id, string? key, Finding finding, IPayments payments, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        return await PageAsync(booking, venue, key, payments, visit, clock, null, StatusCodes.Status200OK, stop);
    }

    private static async Task<IResult> PayAsync(
        Guid id, IFormCollection form, Confirming confirming, Finding finding, IPayments payments, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        var outcome = await confirming.ConfirmAsync(id, form["method"].ToString(), key, stop);
        if (outcome.Refusal is null) return Results.Redirect(outcome.PayAt ?? Access.Link(id, key));

        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        return await PageAsync(booking, venue, key, payments, visit, clock, t[outcome.Refusal.Sentence], outcome.Refusal.Status, stop);
    }

    private static async Task<RazorComponentResult<BookingPage>> PageAsync(
        Booking booking, Contracts.Venues.VenueCard venue, string? key, IPayments payments, Visit visit, TimeProvider clock, string? refusal, int status, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var state = booking.StatusAt(now);
        IReadOnlyList<PaymentMethod> methods = state == BookingStatus.Pending
            ? [.. (await payments.MethodsAsync(stop)).Where(method => method.Code != PaymentMethods.AtClub || venue.Rules.PayAtClub)]
            : [];
        return new(new
        {
            Booking = booking,
            Venue = venue,
            Key = key,
            State = state,
            MayChange = MoveRules.MayBegin(booking, visit.Caller.May(Access.Manage), now),
            Methods = methods,
            PaymentState = await payments.StatusAsync(booking.Id, stop),
            Refusal = refusal,
        })
        {
            StatusCode = status,
        };
    }
}
