using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Board;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.Pages;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Booking.Transfers;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases;

/// <summary>A booking's page: while it is held the place to pay, afterwards its confirmation, at last what became of it. Staff note here who came.</summary>
internal sealed class ShowBooking(Finding finding, Confirming confirming, Limiting limiting, Roster roster, Sharing sharing, HandingOver handing, IPayments payments, WalletChoice wallets, PayDue dues, Noting noting, UnitOfWork work, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/bookings/{id:guid}", (Guid id, string? key, ShowBooking page, CancellationToken stop) => page.AgainAsync(id, key, null, StatusCodes.Status200OK, stop));
        doors.Club.MapPost("/bookings/{id:guid}/pay", (Guid id, IFormCollection form, ShowBooking page, CancellationToken stop) => page.PayAsync(id, form, stop)).MovesMoney();
    }

    /// <summary>The page, with a sentence on top where something was refused.</summary>
    public async Task<IResult> AgainAsync(Guid id, string? key, string? refusal, int status, CancellationToken stop) =>
        await finding.ReadAsync(id, key, stop) is var (booking, venue) ? await PageAsync(booking, venue, key, refusal, status, stop) : TypedResults.NotFound();

    /// <summary>The page after something about its people was refused: beside the field, if it was about one that was typed.</summary>
    public async Task<IResult> RefusedAsync(Guid id, string? key, Refusal refusal, CancellationToken stop, Participant? typed = null) =>
        await finding.ReadAsync(id, key, stop) is var (booking, venue)
            ? await PageAsync(booking, venue, key, typed is null ? refusal.Said(t) : null, refusal.Status, stop, typed, typed is null ? null : refusal.Said(t))
            : TypedResults.NotFound();

    /// <summary>The page after the booking could not be handed over, with the reason beside the address that was typed.</summary>
    public async Task<IResult> NotHandedOverAsync(Guid id, string? key, Refusal refusal, string typed, CancellationToken stop) =>
        await finding.ReadAsync(id, key, stop) is not var (booking, venue) ? TypedResults.NotFound()
            : refusal.Field is null && refusal.Status != StatusCodes.Status400BadRequest ? await PageAsync(booking, venue, key, refusal.Said(t), refusal.Status, stop)
            : await PageAsync(booking, venue, key, null, refusal.Status, stop, transfer: new TransferOfBooking(null) { Typed = typed, Error = refusal.Said(t) });

    private async Task<IResult> PayAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = form["key"].ToString() is { Length: > 0 } sent ? sent : null;
        var outcome = await confirming.ConfirmAsync(id, form["method"].ToString(), key, stop, form["useCredit"].Count > 0);
        return outcome.Refusal is { } refusal
            ? await AgainAsync(id, key, t[refusal.Sentence], refusal.Status, stop)
            : Results.Redirect(outcome.PayAt ?? Access.Link(id, key));
    }

    private async Task<RazorComponentResult<BookingPage>> PageAsync(Booking booking, VenueCard venue, string? key, string? refusal, int status, CancellationToken stop, Participant? typed = null, string? error = null, TransferOfBooking? transfer = null)
    {
        var now = clock.GetUtcNow();
        var state = booking.StatusAt(now);
        var byStaff = visit.Caller.May(Access.Manage);
        IReadOnlyList<PaymentMethod> methods = state == BookingStatus.Pending
            ? [.. (await payments.MethodsAsync(stop)).Where(method => method.Code != PaymentMethods.AtClub || venue.Rules.PayAtClub)]
            : [];
        var isPrepaidOnly = state == BookingStatus.Pending && await limiting.IsPrepaidOnlyAsync(venue, Counting.Of(booking));
        if (isPrepaidOnly) methods = [.. methods.Where(method => method.Code != PaymentMethods.AtClub)];
        var wallet = methods.Any(method => method.Code == PaymentMethods.Wallet) ? await wallets.OfAsync(booking, stop) : null;
        methods = [.. methods.Where(method => method.Code != PaymentMethods.Wallet || wallet is { IsEnough: true })];
        var (arrival, noShow) = byStaff ? Attending.Possible(booking, now) : (false, false);
        return new(new
        {
            Booking = booking,
            Venue = venue,
            Key = key,
            State = state,
            ByStaff = byStaff,
            MayChange = MoveRules.MayBegin(booking, byStaff, now),
            MayArrive = arrival,
            MayMiss = noShow,
            Methods = methods,
            Wallet = wallet,
            Due = byStaff ? null : await dues.OfAsync(booking, stop),
            IsPrepaidOnly = isPrepaidOnly,
            IsProviderDown = state == BookingStatus.Pending && (await payments.DownAsync(stop)).Count > 0,
            PaymentState = await payments.StatusAsync(booking.Id, stop),
            Refusal = refusal,
            IsBeingChanged = await IsBeingChangedAsync(booking, stop),
            People = await PeopleAsync(booking, venue, state, stop) is { } people ? people with { Typed = typed, Error = error } : null,
            Transfer = HandingOver.Forbidden(booking, now) is null ? (transfer ?? new TransferOfBooking(null)) with { Open = await handing.OpenAsync(booking, now) } : null,
            Notes = byStaff ? await noting.ReadAsync(booking.Id, stop) : null,
        })
        {
            StatusCode = status,
        };
    }

    // A closure moved it or gave it up and can still be undone: what the page shows is true and may not stay so. Only what staff touched is asked about.
    private async Task<bool> IsBeingChangedAsync(Booking booking, CancellationToken stop)
    {
        if (booking.Moves == 0 && booking.CancelledBy != "staff") return false;
        await work.BeginAsync(stop);
        await using var command = work.Command("select exists (select from closure_decisions where booking_id = $1 and told_at is null and undone_at is null)", booking.Id);
        var isOpen = (bool)(await command.ExecuteScalarAsync(stop))!;
        await work.RollbackAsync();
        return isOpen;
    }

    private async Task<PeopleOfBooking?> PeopleAsync(Booking booking, VenueCard venue, string state, CancellationToken stop)
    {
        if (state is BookingStatus.Expired || (state == BookingStatus.Pending && booking.GroupSize == 1)) return null;
        var mayChange = state is BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.InProgress && booking.EndsAt > clock.GetUtcNow();
        return new PeopleOfBooking(await roster.OfAsync(booking.Id), Places.Of(booking, venue), mayChange ? await sharing.LinkAsync(booking.Id, stop) : null, mayChange);
    }
}
