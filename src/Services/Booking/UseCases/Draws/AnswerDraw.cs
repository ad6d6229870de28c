using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Draws;

/// <summary>Who was drawn takes the court that is held for them, or lets it go to the next one. Opening the link does neither.</summary>
internal static class AnswerDraw
{
    public static void Map(Doors doors)
    {
        doors.Club.MapPost("/draws/entries/{id:guid}/accept", AcceptAsync).NeedsAccount();
        doors.Club.MapPost("/draws/entries/{id:guid}/decline", DeclineAsync).NeedsAccount();
        doors.Api.MapPost("/draws/entries/{id:guid}/accept", AcceptByProgramAsync).NeedsAccount().Idempotent()
            .WithSummary("Take the court that was drawn: 200 when it is paid at the club; where it has to be paid first, confirm the booking instead").Produces<BookingView>().ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/draws/entries/{id:guid}/decline", DeclineByProgramAsync).NeedsAccount().Idempotent()
            .WithSummary("Let the court go to the next one in the order of the draw").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AcceptByProgramAsync(Guid id, FindingDraws finding, Confirming confirming, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.OfEntryAsync(id, stop) is not { } found) return DrawRefusals.NoEntry;
        if (Held(found, id, clock) is not { } held) return DrawRefusals.OfferOver;
        var outcome = await confirming.ConfirmAsync(held, PaymentMethods.AtClub, null, stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.Ok(BookingView.Of(outcome.Booking!, outcome.Venue!, clock.GetUtcNow()));
    }

    private static async Task<IResult> DeclineByProgramAsync(Guid id, FindingDraws finding, Cancelling cancelling, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.OfEntryAsync(id, stop) is not { } found) return DrawRefusals.NoEntry;
        if (Held(found, id, clock) is not { } held) return DrawRefusals.OfferOver;
        var outcome = await cancelling.CancelAsync(held, null, null, stop);
        return outcome.Refusal is { } refusal ? refusal : TypedResults.NoContent();
    }

    private static async Task<IResult> AcceptAsync(Guid id, FindingDraws finding, Confirming confirming, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.OfEntryAsync(id, stop) is not { } found) return DrawRefusals.NoEntry;
        if (Held(found, id, clock) is not { } held)
            return found.Mine is { Status: DrawEntry.Taken, BookingId: { } taken } ? Results.Redirect(Access.Link(taken, null)) : ShowDraws.Page(found, clock, t[DrawRefusals.OfferOver.Sentence], DrawRefusals.OfferOver.Status);
        var outcome = await confirming.ConfirmAsync(held, PaymentMethods.AtClub, null, stop);
        // Where it cannot be paid at the club, the hold's own page takes the money.
        if (outcome.Refusal is null || outcome.Refusal == Refusals.MethodNotTaken || outcome.Refusal == Refusals.PrepaidOnly) return Results.Redirect(Access.Link(held, null));
        return ShowDraws.Page(found, clock, t[outcome.Refusal.Sentence], outcome.Refusal.Status);
    }

    private static async Task<IResult> DeclineAsync(Guid id, FindingDraws finding, Cancelling cancelling, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.OfEntryAsync(id, stop) is not { } found) return DrawRefusals.NoEntry;
        if (Held(found, id, clock) is { } held) await cancelling.CancelAsync(held, null, null, stop);
        return Results.Redirect($"{found.Draw.Link}?done=declined");
    }

    private static Guid? Held(FoundDraw found, Guid entry, TimeProvider clock) => found.Offer(clock.GetUtcNow()) is { } offer && offer.Id == entry ? offer.BookingId : null;
}
