using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases;

/// <summary>What is still due of a booking, on its page.</summary>
/// <param name="Methods">Ways to pay it without coming to the desk.</param>
public sealed record DueHere(Money Amount, IReadOnlyList<PaymentMethod> Methods);

/// <summary>A player pays what the club still asks for of a booking: its price where that was to be paid on arrival, a difference, or what is kept from somebody who did not come.</summary>
internal sealed class PayDue(Finding finding, IDues dues, IPayments payments, WalletChoice wallets, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    /// <param name="PaymentMethod">One of <c>/api/v1/payments/methods</c> that is paid online.</param>
    /// <param name="AmountMinor">What is due, as the payer saw it.</param>
    internal sealed record Request(string? PaymentMethod, long? AmountMinor);

    /// <summary>To be paid at this address; coming back there proves nothing.</summary>
    internal sealed record ToPay(string PayAt);

    internal sealed record Due(Money Amount);

    public static void Map(Doors doors)
    {
        doors.Club.MapPost("/bookings/{id:guid}/due", (Guid id, IFormCollection form, PayDue page, ShowBooking booking, CancellationToken stop) => page.PayAsync(id, form, booking, stop)).MovesMoney();
        doors.Api.MapGet("/bookings/{id:guid}/due", (Guid id, [FromHeader(Name = Access.Header)] string? key, PayDue page, CancellationToken stop) => page.ShowAsync(id, key, stop))
            .WithSummary("What is still due of a booking").Produces<Due>().ProducesProblem(404);
        doors.Api.MapPost("/bookings/{id:guid}/due", (Guid id, Request request, [FromHeader(Name = Access.Header)] string? key, PayDue page, CancellationToken stop) => page.StartAsync(id, request, key, stop)).MovesMoney().Idempotent(Access.Header)
            .WithSummary("Pay what is still due of a booking: 202 with the address where that is done").Produces<ToPay>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>What the page of a booking offers; <see langword="null"/> where nothing is due, or no way to pay it is here.</summary>
    public async Task<DueHere?> OfAsync(Booking booking, CancellationToken stop)
    {
        if (booking.StatusAt(clock.GetUtcNow()) is BookingStatus.Pending or BookingStatus.Expired || await dues.OfAsync(booking.Id, stop) is not { } due) return null;
        var methods = (await payments.MethodsAsync(stop)).Where(method => method.Online).ToList();
        if (methods.Exists(method => method.Code == PaymentMethods.Wallet) && await wallets.HeldAsync(booking, stop) < due.AmountMinor) methods.RemoveAll(method => method.Code == PaymentMethods.Wallet);
        return methods.Count == 0 ? null : new DueHere(due, methods);
    }

    private async Task<IResult> ShowAsync(Guid id, string? key, CancellationToken stop) =>
        await finding.ReadAsync(id, key, stop) is not var (booking, _) ? Refusals.NoBooking : Results.Ok(new Due(await dues.OfAsync(id, stop) ?? booking.Price with { AmountMinor = 0 }));

    private async Task<IResult> StartAsync(Guid id, Request request, string? key, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return Refusals.NoBooking;
        if (request.AmountMinor is not > 0) return Refusal.Malformed("amountMinor", "What is due, as it was shown.");
        var (payAt, refusal) = await BeginAsync(booking, venue, request.PaymentMethod ?? "", request.AmountMinor.Value, key, stop);
        return refusal is not null ? refusal : TypedResults.Accepted(payAt, new ToPay(payAt!));
    }

    private async Task<IResult> PayAsync(Guid id, IFormCollection form, ShowBooking page, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return TypedResults.NotFound();
        var (payAt, refusal) = await BeginAsync(booking, venue, form["method"].ToString(), MoneyInput.Parse(form["amount"].ToString(), booking.Currency) ?? 0, key, stop);
        return refusal is not null ? await page.AgainAsync(id, key, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect(payAt!);
    }

    private async Task<(string? PayAt, Refusal? Refusal)> BeginAsync(Booking booking, VenueCard venue, string method, long amountMinor, string? key, CancellationToken stop)
    {
        var courtName = venue.Courts.FirstOrDefault(court => court.Id == booking.CourtId)?.Name ?? "";
        var started = await dues.StartAsync(new PaymentWanted(
            booking.Id, method, booking.Price with { AmountMinor = amountMinor }, $"{venue.Name}, {courtName}, {booking.Code}", Access.Link(booking.Id, key), clock.GetUtcNow())
        {
            VenueId = venue.Id,
            Day = DateOnly.FromDateTime(BookingView.LocalOf(booking.StartsAt, booking.Zone).DateTime),
        }, stop);
        return (started.PayAt, started.Problem switch
        {
            null => null,
            DueProblem.Changed => Refusals.DueChanged,
            DueProblem.TooLittle => Refusals.WalletTooSmall,
            DueProblem.Down => Refusals.ProviderDown,
            _ => Refusals.MethodNotTaken,
        });
    }
}
