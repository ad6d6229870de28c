using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Transfers;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases.Transfers;

/// <summary>A player offers a booking to somebody else by an e-mail address, or takes the offer back.</summary>
internal sealed class OfferTransfer(Finding finding, HandingOver handing, ShowBooking page, IStringLocalizer<BookingWords> t)
{
    /// <summary>Who is to have the booking.</summary>
    internal sealed record Request(string? Email);

    /// <param name="Until">When the offer ends by itself; until somebody takes it the booking stays whose it is.</param>
    internal sealed record Answer(Guid Id, string Email, DateTimeOffset Until);

    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/bookings/{id:guid}/transfer", (Guid id, Request request, [FromHeader(Name = Access.Header)] string? key, OfferTransfer offer, CancellationToken stop) => offer.HandleAsync(id, request, key, stop))
            .Idempotent().WithSummary("Offer a booking to somebody else").Produces<Answer>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapDelete("/bookings/{id:guid}/transfer", (Guid id, [FromHeader(Name = Access.Header)] string? key, OfferTransfer offer, CancellationToken stop) => offer.WithdrawAsync(id, key, stop))
            .WithSummary("Take the offer of a booking back").Produces(204).ProducesProblem(404).ProducesProblem(409);
        doors.Club.MapPost("/bookings/{id:guid}/transfer", (Guid id, IFormCollection form, OfferTransfer offer, CancellationToken stop) => offer.SubmitAsync(id, form, stop));
    }

    private async Task<IResult> HandleAsync(Guid id, Request request, string? key, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return Refusals.NoBooking;
        var checks = new Checks();
        var email = checks.Email(request.Email, "email", "An e-mail address is needed.");
        if (!checks.Pass) return checks.Refusal();
        var (refusal, made) = await handing.OfferAsync(booking, email, stop);
        return refusal is null ? TypedResults.Created($"/api/v1/transfers/{made!.Id}", new Answer(made.Id, made.Email, made.EndsAt)) : refusal;
    }

    private async Task<IResult> WithdrawAsync(Guid id, string? key, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return Refusals.NoBooking;
        return await handing.WithdrawAsync(booking, stop) is { } refusal ? refusal : TypedResults.NoContent();
    }

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return TypedResults.NotFound();
        Refusal? refusal;
        if (form["do"].ToString() == "withdraw")
        {
            refusal = await handing.WithdrawAsync(booking, stop);
        }
        else
        {
            var checks = new Checks();
            var email = checks.Email(form["email"], "email", t["Please write an e-mail address, such as name@example.com."]);
            refusal = checks.Pass ? (await handing.OfferAsync(booking, email, stop)).Refusal : checks.Refusal();
        }
        return refusal is null ? Results.Redirect($"{Access.Link(id, key)}#transfer") : await page.NotHandedOverAsync(id, key, refusal, form["email"].ToString(), stop);
    }
}
