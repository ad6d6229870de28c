using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Payments.Pages.Shares;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.Shares;

/// <summary>
/// At checkout: how many pay, who they are, and what happens if somebody does not. Everything is said once more, with the most the organiser
/// can owe, before they agree and go to authorise their own share. While the provider does not answer the page says so, and what else there is.
/// </summary>
internal sealed class ShowSplit(ISplittable bookings, IPayments payments, Providers providers, Splitting splitting, ShareWallet wallet, SavingSplit saving, IStringLocalizer<PaymentsWords> t, TimeProvider clock)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/bookings/{id:guid}/split", (Guid id, string? key, int? count, ShowSplit page, CancellationToken stop) => page.ShowAsync(id, key, count, stop));
        doors.Club.MapPost("/bookings/{id:guid}/split", (Guid id, IFormCollection form, ShowSplit page, CancellationToken stop) => page.SubmitAsync(id, form, stop)).MovesMoney();
    }

    private async Task<IResult> ShowAsync(Guid id, string? key, int? count, CancellationToken stop)
    {
        if (await bookings.FindAsync(id, key, stop) is not { } booking) return TypedResults.NotFound();
        // Whoever comes back to the form after paying wants to see who has paid.
        if (booking.Status != "pending") return Results.Redirect(Back(id, key));
        var offer = await OfferAsync(stop);
        return await PageAsync(booking, key, SplitForm.Of(booking, count, offer.Fallbacks), offer, StatusCodes.Status200OK, stop);
    }

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection sent, CancellationToken stop)
    {
        var key = sent["key"].ToString() is { Length: > 0 } given ? given : null;
        if (await bookings.FindAsync(id, key, stop) is not { } booking) return TypedResults.NotFound();
        if (booking.Status != "pending") return Results.Redirect(Back(id, key));

        var (form, offer) = (SplitForm.Read(sent, booking), await OfferAsync(stop));
        var (wish, errors) = form.Wish(booking, offer.Provider?.Name ?? "", offer.Settings, t);
        if (wish is null) return await PageAsync(booking, key, form with { Errors = errors }, offer, StatusCodes.Status400BadRequest, stop);
        if (offer.Provider is not { } provider)
            return await PageAsync(booking, key, form with { Refusal = offer.IsDown ? null : t[SplitRefusals.CannotSplit.Sentence].Value }, offer, offer.IsDown ? SplitRefusals.Down.Status : StatusCodes.Status409Conflict, stop);
        var (refusal, amounts) = wish.Judge(booking, provider.Capabilities, offer.Settings);
        if (refusal is not null || sent["do"] == "back") return await PageAsync(booking, key, form with { Refusal = refusal is null ? null : t[refusal.Sentence].Value }, offer, refusal?.Status ?? StatusCodes.Status200OK, stop);
        if (sent["do"] != "agree" && sent["do"] != "wallet") return await ReviewAsync(booking, key, form, wish, amounts, provider, stop);

        (refusal, var payAt) = await splitting.SplitAsync(id, key, wish with { OwnFromWallet = sent["do"] == "wallet" }, stop);
        // Whether it was the provider that did not answer is known only now.
        return refusal is null ? Results.Redirect(payAt!) : await PageAsync(booking, key, form with { Refusal = t[refusal.Sentence] }, await OfferAsync(stop), refusal.Status, stop);
    }

    private async Task<IResult> ReviewAsync(SplittableBooking booking, string? key, SplitForm form, SplitWish wish, IReadOnlyList<long> amounts, IPaymentProvider provider, CancellationToken stop)
    {
        var times = await splitting.TimesAsync(booking.Court.Start, wish.Fallback, stop);
        var currency = booking.Court.Price.Currency;
        return new RazorComponentResult<SplitReviewPage>(new
        {
            Booking = booking,
            Key = key,
            Form = form,
            Amounts = amounts.Select(amount => new Money(amount, currency)).ToList(),
            Cover = new Money(wish.CoverUpToMinor, currency),
            Times = times,
            Wallet = wish.CoverUpToMinor > 0 ? null : await wallet.EnoughAsync(booking.Court.VenueId, booking.Court.Start, booking.Court.Zone, new Money(amounts[0], currency), stop),
            IsHeld = provider.Capabilities is { Hold: true, Capture: true } && times.CanBeHeld(clock.GetUtcNow()),
        });
    }

    private async Task<IResult> PageAsync(SplittableBooking booking, string? key, SplitForm form, SplitOffer offer, int status, CancellationToken stop)
    {
        var (price, others) = (booking.Court.Price, form.Others(booking));
        return new RazorComponentResult<SplitPage>(new
        {
            Booking = booking,
            Key = key,
            Form = form,
            IsOffered = offer.Provider is not null && price.AmountMinor > form.Count && booking.Court.Start - clock.GetUtcNow() >= SplitTimes.Soonest,
            offer.IsDown,
            offer.Fallbacks,
            // Said only where the club's limit is lower than what the others owe.
            MostCover = offer.Settings.MostCover(others) < others ? price with { AmountMinor = offer.Settings.MostCover(others) } : (Money?)null,
            Deadline = SplitTimes.Of(booking.Court.Start, clock.GetUtcNow(), offer.Settings.DeadlineHours, Fallback.Release).Deadline,
        })
        {
            StatusCode = status,
        };
    }

    // The first way to pay by which a price can be shared, in the club's order; or whether there would be one if it answered.
    private async Task<SplitOffer> OfferAsync(CancellationToken stop)
    {
        var settings = await saving.ReadAsync(stop);
        var provider = (await payments.MethodsAsync(stop)).FirstOrDefault(method => method.MaySplit) is { } method ? providers.Find(method.Code) : null;
        var isDown = provider is null && (await payments.DownAsync(stop)).Any(code => providers.Find(code) is { } down && settings.Allows(down.Capabilities));
        return new SplitOffer(provider, isDown, settings, provider is null ? [] : [.. settings.FallbacksWith(provider.Capabilities)]);
    }

    private static string Back(Guid id, string? key) => $"/bookings/{id}/shares{(key is null ? "" : $"?key={Uri.EscapeDataString(key)}")}";

    private sealed record SplitOffer(IPaymentProvider? Provider, bool IsDown, SplitSettings Settings, IReadOnlyList<string> Fallbacks);
}
