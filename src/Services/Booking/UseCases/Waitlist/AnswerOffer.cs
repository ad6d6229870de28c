using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Waitlist;

/// <summary>Somebody takes the court that is held for them, or lets it go to the next one. Opening the link does neither.</summary>
internal static class AnswerOffer
{
    public static void Map(Doors doors)
    {
        doors.Club.MapPost("/waitlist/{id:guid}/accept", AcceptAsync);
        doors.Club.MapPost("/waitlist/{id:guid}/decline", DeclineAsync);
        doors.Api.MapPost("/waitlist/{id:guid}/accept", AcceptByProgramAsync).Idempotent(Access.Header)
            .WithSummary("Take the court that is held: 200 when it is paid at the club; where it has to be paid first, confirm the booking instead").Produces<BookingView>().ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/waitlist/{id:guid}/decline", DeclineByProgramAsync).Idempotent(Access.Header)
            .WithSummary("Let the court go to the next one and keep waiting for another time").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AcceptByProgramAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, Line line, Confirming confirming, LinkKeys keys, TimeProvider clock, CancellationToken stop)
    {
        if (await line.FindAsync(id, key, stop) is not { } place) return Refusals.NoPlace;
        if (place.Offer is not { } offer) return Refusals.OfferOver;
        var outcome = await confirming.ConfirmAsync(offer.BookingId, PaymentMethods.AtClub, await keys.ForAsync(offer.BookingId, stop), stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Ok(BookingView.Of(outcome.Booking!, outcome.Venue!, clock.GetUtcNow()));
    }

    private static async Task<IResult> DeclineByProgramAsync(Guid id, [FromHeader(Name = Access.Header)] string? key, Line line, Cancelling cancelling, LinkKeys keys, CancellationToken stop)
    {
        if (await line.FindAsync(id, key, stop) is not { } place) return Refusals.NoPlace;
        if (place.Offer is not { } offer) return Refusals.OfferOver;
        var outcome = await cancelling.CancelAsync(offer.BookingId, await keys.ForAsync(offer.BookingId, stop), null, stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.NoContent();
    }

    private static async Task<IResult> AcceptAsync(Guid id, IFormCollection form, Line line, Confirming confirming, LinkKeys keys, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await line.FindAsync(id, key, stop) is not { } place) return Refusals.NoPlace;
        if (place.Offer is not { } offer) return SeeWaitlist.Page(place, key, null, t[Refusals.OfferOver.Sentence], StatusCodes.Status409Conflict);
        var bookingKey = await keys.ForAsync(offer.BookingId, stop);
        var link = Access.Link(offer.BookingId, place.Entry.UserId is null ? bookingKey : null);
        var outcome = await confirming.ConfirmAsync(offer.BookingId, PaymentMethods.AtClub, bookingKey, stop);
        // Where it cannot be paid at the club, the hold's own page takes the money.
        if (outcome.Refusal is null || outcome.Refusal == Refusals.MethodNotTaken || outcome.Refusal == Refusals.PrepaidOnly) return Results.Redirect(link);
        return SeeWaitlist.Page(place, key, null, t[outcome.Refusal.Sentence], outcome.Refusal.Status);
    }

    private static async Task<IResult> DeclineAsync(Guid id, IFormCollection form, Line line, Cancelling cancelling, LinkKeys keys, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await line.FindAsync(id, key, stop) is not { } place) return Refusals.NoPlace;
        if (place.Offer is { } offer) await cancelling.CancelAsync(offer.BookingId, await keys.ForAsync(offer.BookingId, stop), null, stop);
        return Results.Redirect(Offering.PathOf(id, key) + (key is null ? "?" : "&") + "done=declined");
    }
}
