using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>The page on which a booking is cancelled: it says what comes back before there is a button.</summary>
internal static class GiveBack
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/bookings/{id:guid}/cancel", ShowAsync);
        doors.Club.MapPost("/bookings/{id:guid}/cancel", CancelAsync).MovesMoney();
    }

    private static async Task<IResult> ShowAsync(Guid id, string? key, Finding finding, Cancelling cancelling, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        if (booking.StatusAt(clock.GetUtcNow()) is not (BookingStatus.Pending or BookingStatus.Confirmed)) return Results.Redirect(Access.Link(id, key));
        return new RazorComponentResult<CancelPage>(new { Booking = booking, Venue = venue, Key = key, Refund = cancelling.RefundNow(booking), RefundTo = await cancelling.RefundToAsync(booking, stop), Over = (await cancelling.LookAsync(booking, stop))?.Sentence });
    }

    private static async Task<IResult> CancelAsync(
        Guid id, IFormCollection form, Cancelling cancelling, Finding finding, IStringLocalizer<BookingWords> t, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        var outcome = await cancelling.CancelAsync(id, key, null, stop, form["refundTo"].ToString() is RefundWay.Origin or RefundWay.Wallet ? form["refundTo"].ToString() : null);
        if (outcome.Refusal is null) return Results.Redirect(outcome.IntoWallet ? "/me/wallet?done=cancelled" : Access.Link(id, key));

        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        var over = (await cancelling.LookAsync(booking, stop))?.Sentence;
        return new RazorComponentResult<CancelPage>(new { Booking = booking, Venue = venue, Key = key, Refund = cancelling.RefundNow(booking), RefundTo = await cancelling.RefundToAsync(booking, stop), Over = over, Refusal = over is null ? t[outcome.Refusal.Sentence].Value : null })
        {
            StatusCode = outcome.Refusal.Status,
        };
    }
}
