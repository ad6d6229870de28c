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
/// can owe, before they agree and go to authorise their own share.
/// </summary>
internal sealed class ShowSplit(ISplittable bookings, IPayments payments, Providers providers, Splitting splitting, IStringLocalizer<PaymentsWords> t, TimeProvider clock)
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
        return booking.Status == "pending" ? await PageAsync(booking, key, SplitForm.Of(booking, count), StatusCodes.Status200OK, stop) : Results.Redirect(Back(id, key));
    }

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection sent, CancellationToken stop)
    {
        var key = sent["key"].ToString() is { Length: > 0 } given ? given : null;
        if (await bookings.FindAsync(id, key, stop) is not { } booking) return TypedResults.NotFound();
        if (booking.Status != "pending") return Results.Redirect(Back(id, key));

        var form = SplitForm.Read(sent, booking);
        var method = await MethodAsync(stop);
        var (wish, errors) = form.Wish(booking, method ?? "", t);
        if (wish is null) return await PageAsync(booking, key, form with { Errors = errors }, StatusCodes.Status400BadRequest, stop);
        if (method is null || providers.Find(method) is not { } provider) return await PageAsync(booking, key, form with { Refusal = t[SplitRefusals.CannotSplit.Sentence] }, StatusCodes.Status409Conflict, stop);
        var (refusal, amounts) = wish.Judge(booking, provider.Capabilities);
        if (refusal is not null || sent["do"] == "back") return await PageAsync(booking, key, form with { Refusal = refusal is null ? null : t[refusal.Sentence].Value }, refusal?.Status ?? StatusCodes.Status200OK, stop);
        if (sent["do"] != "agree") return await ReviewAsync(booking, key, form, wish, amounts, provider, stop);

        (refusal, var payAt) = await splitting.SplitAsync(id, key, wish, stop);
        return refusal is null ? Results.Redirect(payAt!) : await PageAsync(booking, key, form with { Refusal = t[refusal.Sentence] }, refusal.Status, stop);
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
            IsHeld = provider.Capabilities is { Hold: true, Capture: true } && times.CanBeHeld(clock.GetUtcNow()),
        });
    }

    private async Task<IResult> PageAsync(SplittableBooking booking, string? key, SplitForm form, int status, CancellationToken stop)
    {
        var isOffered = await MethodAsync(stop) is not null && booking.Court.Price.AmountMinor > form.Count && booking.Court.Start - clock.GetUtcNow() >= SplitTimes.Soonest;
        return new RazorComponentResult<SplitPage>(new { Booking = booking, Key = key, Form = form, IsOffered = isOffered, Deadline = (await splitting.TimesAsync(booking.Court.Start, Fallback.Release, stop)).Deadline }) { StatusCode = status };
    }

    // The first way to pay by which a price can be shared, in the club's order.
    private async ValueTask<string?> MethodAsync(CancellationToken stop) => (await payments.MethodsAsync(stop)).FirstOrDefault(method => method.MaySplit)?.Code;

    private static string Back(Guid id, string? key) => $"/bookings/{id}/shares{(key is null ? "" : $"?key={Uri.EscapeDataString(key)}")}";
}
