using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Taking;

/// <summary>A confirmed booking, a place to pay, or the rule that refused.</summary>
internal sealed record ConfirmOutcome(Booking? Booking, VenueCard? Venue, string? PayAt, Refusal? Refusal)
{
    public static ConfirmOutcome Refused(Refusal refusal) => new(null, null, null, refusal);
}

/// <summary>
/// Turns a hold into a booking: at once where it is paid on arrival, otherwise by opening a payment, whose arrival confirms it
/// (<see cref="Reactions.WhenPaymentSettled"/>). Confirming twice is confirming once.
/// </summary>
internal sealed class Confirming(Finding finding, Limiting limiting, OneTrip trip, LinkKeys keys, IPayments payments, Visit visit, TimeProvider clock)
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan WhileACardIsVerified = TimeSpan.FromMinutes(4);

    /// <param name="creditFirst">Use what whoever asks has in their wallet first; the method is for the rest.</param>
    public async Task<ConfirmOutcome> ConfirmAsync(Guid id, string method, string? key, CancellationToken stop, bool creditFirst = false)
    {
        var methods = await payments.MethodsAsync(stop);
        if (methods.FirstOrDefault(offered => offered.Code == method) is not { } chosen) return ConfirmOutcome.Refused(Refusals.MethodNotTaken);

        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await finding.ReadAsync(id, key, stop) is not var (booking, venue)) return ConfirmOutcome.Refused(Refusals.NoBooking);
            var now = clock.GetUtcNow();
            if (booking.Status == BookingStatus.Confirmed) return new ConfirmOutcome(booking, venue, null, null);
            if (booking.StatusAt(now) == BookingStatus.Expired) return ConfirmOutcome.Refused(Refusals.HoldExpired);
            if (booking.Status != BookingStatus.Pending) return ConfirmOutcome.Refused(Refusals.NotPending);
            if (chosen.Code == PaymentMethods.AtClub && !venue.Rules.PayAtClub) return ConfirmOutcome.Refused(Refusals.MethodNotTaken);

            if (chosen.Code == PaymentMethods.AtClub && await limiting.IsPrepaidOnlyAsync(venue, Counting.Of(booking))) return ConfirmOutcome.Refused(Refusals.PrepaidOnly);

            var outcome = chosen.Online ? await PayAsync(booking, venue, method, creditFirst, key, now, stop) : await AtClubAsync(booking, venue, now, stop);
            if (outcome is not null) return outcome;
        }
        return ConfirmOutcome.Refused(Refusals.NotPending);
    }

    // Null means that the row changed between reading and writing.
    private async Task<ConfirmOutcome?> AtClubAsync(Booking booking, VenueCard venue, DateTimeOffset now, CancellationToken stop)
    {
        var fact = new BookingConfirmed(booking.Tell(venue, await keys.ForAsync(booking, stop)), PaymentMethods.AtClub);
        var change = Changes.Confirm(booking, PaymentMethods.AtClub, fact, visit.Caller, now, clock);
        if (!await trip.RunAsync(batch => batch.BatchCommands.Add(change), Changes.ReadAsync, stop)) return null;

        trip.Announce(fact);
        (booking.Status, booking.PaymentMethod, booking.UpdatedAt) = (BookingStatus.Confirmed, PaymentMethods.AtClub, now);
        return new ConfirmOutcome(booking, venue, null, null);
    }

    private async Task<ConfirmOutcome?> PayAsync(Booking booking, VenueCard venue, string method, bool creditFirst, string? key, DateTimeOffset now, CancellationToken stop)
    {
        if (!await KeepAsync(booking, venue, method, now, stop)) return null;
        var courtName = venue.Courts.FirstOrDefault(court => court.Id == booking.CourtId)?.Name ?? "";
        var started = await payments.StartAsync(new PaymentWanted(
            booking.Id, method, booking.Price, $"{venue.Name}, {courtName}, {booking.Code}", BackTo(booking, key), booking.HoldExpiresAt!.Value)
        {
            VenueId = venue.Id,
            CreditFirst = creditFirst && method != PaymentMethods.Wallet,
            Day = DateOnly.FromDateTime(BookingView.LocalOf(booking.StartsAt, booking.Zone).DateTime),
        }, stop);
        return started is null ? ConfirmOutcome.Refused(method == PaymentMethods.Wallet ? Refusals.WalletTooSmall : Refusals.ProviderDown) : new ConfirmOutcome(booking, venue, started.PayAt, null);
    }

    /// <summary>The hold is made longer once, so that a card that has to be verified does not lose the court; then the money has to come.</summary>
    /// <returns>False when the row changed between reading and writing.</returns>
    public async Task<bool> KeepAsync(Booking booking, VenueCard venue, string method, DateTimeOffset now, CancellationToken stop)
    {
        if (booking.HoldExtended) return true;
        var until = booking.HoldExpiresAt!.Value + WhileACardIsVerified;
        var change = Changes.Extend(booking, until, method, now);
        if (!await trip.RunAsync(batch => batch.BatchCommands.Add(change), Changes.ReadAsync, stop)) return false;
        (booking.HoldExpiresAt, booking.PaymentMethod) = (until, method);
        trip.Announce(new BookingHeld(booking.Tell(venue, await keys.ForAsync(booking, stop)), until));
        return true;
    }

    // Back the way they came: by the account whose it is, or by the key that let them in, also when the booking has joined an account since.
    private string BackTo(Booking booking, string? key) => Access.Link(booking.Id, booking.UserId is { } account && account == visit.Caller.AccountId ? null : key);
}
