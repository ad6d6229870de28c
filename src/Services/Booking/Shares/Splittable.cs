using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.Shares;

/// <summary>Answers what Payments asks about a booking that is split between players.</summary>
internal sealed class Splittable(Finding finding, Roster roster, Confirming confirming, Limiting limiting, IPayments payments, LinkKeys keys, Visit visit, TimeProvider clock) : ISplittable
{
    public async Task<SplittableBooking?> FindAsync(Guid bookingId, string? key, CancellationToken stop)
    {
        if (await finding.ReadAsync(bookingId, key, stop) is not var (booking, venue)) return null;
        var players = (await roster.OfAsync(bookingId)).Where(who => who.HasPlace).Select(who => new SplittablePlayer(who.Id, who.Name, who.Email));
        var byStaff = visit.Caller.May(Access.Manage) && booking.UserId != visit.Caller.AccountId && !await keys.OpensAsync(booking.Id, booking.KeyTurn, key, stop);
        return new SplittableBooking(
            booking.Tell(venue, await keys.ForAsync(booking, stop)), booking.StatusAt(clock.GetUtcNow()), booking.HoldExpiresAt, booking.GroupSize, Places.Of(booking, venue), [.. players], byStaff)
        {
            MayPayAtClub = await MayPayAtClubAsync(booking, venue, stop),
        };
    }

    // Asked only while somebody chooses how to pay.
    private async Task<bool> MayPayAtClubAsync(Booking booking, VenueCard venue, CancellationToken stop) =>
        booking.StatusAt(clock.GetUtcNow()) == BookingStatus.Pending && venue.Rules.PayAtClub
        && (await payments.MethodsAsync(stop)).Any(method => method.Code == PaymentMethods.AtClub) && !await limiting.IsPrepaidOnlyAsync(venue, Counting.Of(booking));

    public async Task<DateTimeOffset?> KeepWhilePaidAsync(Guid bookingId, string? key, string method, CancellationToken stop) =>
        await finding.ReadAsync(bookingId, key, stop) is var (booking, venue) && booking.StatusAt(clock.GetUtcNow()) == BookingStatus.Pending
        && await confirming.KeepAsync(booking, venue, method, clock.GetUtcNow(), stop) ? booking.HoldExpiresAt : null;
}
