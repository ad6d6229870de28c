using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A visitor who chose a time says who they are and gets the court held. Nothing typed is ever lost, whoever was faster.</summary>
internal static class BookSlot
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/book/details", ShowAsync);
        doors.Club.MapPost("/book/details", HoldAsync);
    }

    private static async Task<IResult> ShowAsync(Guid court, DateTimeOffset start, int duration, string? promo, IVenues venues, DetailsPricing pricing, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        var form = new DetailsForm(court, start.ToUniversalTime(), duration) { Once = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), Promo = promo?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "" };
        if (await venues.FindByCourtAsync(court, stop) is not { } venue || await pricing.OfAsync(venue, form, stop) is not ({ } offer, var noCode)) return Results.Redirect("/book");
        return Page(form.WithoutCode(noCode, t), venue, offer);
    }

    private static async Task<IResult> HoldAsync(
        IFormCollection form, Holding holding, IVenues venues, DetailsPricing pricing, Visit visit, DeviceBookings device, UnitOfWork work, IStringLocalizer<BookingWords> t, HttpContext http, CancellationToken stop)
    {
        if (DetailsForm.Read(form) is not { } typed || await venues.FindByCourtAsync(typed.CourtId, stop) is not { } venue
            || await pricing.OfAsync(venue, typed, stop) is not ({ } offer, var noCode))
            return Results.Redirect("/book");
        if (form["do"] == "price") return Page(typed.WithoutCode(noCode, t), venue, offer, noCode?.Status ?? StatusCodes.Status200OK);

        var checks = new Checks();
        var wish = typed.Wish(visit, checks, t, offer);
        if (!checks.Pass) return Page(typed with { Errors = Errors(checks) }, venue, offer, StatusCodes.Status400BadRequest);

        var outcome = await holding.HoldAsync(wish, typed.RequestKey, stop);
        if (outcome.Refusal is { } refusal && await FirstClickAsync(work, typed.RequestKey, stop) is { } first)
        {
            if (first.AccessKey is not null) device.Add(http, first.Id);
            return Results.Redirect(Access.Link(first.Id, first.AccessKey));
        }
        if (outcome.Refusal is { Field: "promoCode" } no && !no.More.ContainsKey("refusals")) return Page(typed.WithoutCode(no, t), venue, offer, no.Status);
        if (outcome.Refusal is not null)
            return Page(typed with { Refusal = outcome.Refusal.Said(t), Alternatives = Offered(outcome.Refusal) }, venue, offer, outcome.Refusal.Status);

        if (outcome.Booking!.UserId is null) device.Add(http, outcome.Booking.Id);
        return Results.Redirect(Access.Link(outcome.Booking.Id, outcome.Booking.UserId is null ? outcome.Key : null));
    }

    // Whoever clicks twice lost the court to nobody but themselves: the second click shows what the first one did.
    private static async Task<BookingView?> FirstClickAsync(UnitOfWork work, RequestKey? key, CancellationToken stop)
    {
        if (key is null) return null;
        await work.BeginAsync(stop);
        var first = await Idempotency.FindAsync(work, key, stop);
        await work.RollbackAsync();
        return first?.Body is { } answer ? BookingView.Read(answer) : null;
    }

    private static RazorComponentResult<DetailsPage> Page(DetailsForm form, VenueCard venue, DetailsOffer offer, int status = StatusCodes.Status200OK) =>
        new(new { Form = form, Venue = venue, Offer = offer }) { StatusCode = status };

    private static Dictionary<string, string> Errors(Checks checks) => checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]);

    private static IReadOnlyList<Alternative> Offered(Refusal refusal) =>
        refusal.More.TryGetValue("alternatives", out var offered) && offered is IReadOnlyList<Alternative> alternatives ? alternatives : [];
}
