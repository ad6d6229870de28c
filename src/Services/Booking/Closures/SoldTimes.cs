using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Closures;

/// <summary>Says which bookings a change of hours would leave outside, before and after it is made.</summary>
internal sealed class SoldTimes(UnitOfWork work, TimeProvider clock) : ISoldTimes
{
    public async Task<IReadOnlyList<SoldTime>> OutsideAsync(VenueCard before, VenueCard after, CancellationToken stop = default)
    {
        await work.BeginAsync(stop);
        var found = await InTheWay.OfHoursAsync(work, before, after, clock.GetUtcNow(), stop);
        await work.RollbackAsync();
        return [.. found.Select(impact => impact.Booking).Select(booking => new SoldTime(
            booking.Id, booking.Code, booking.CourtId, before.Courts.FirstOrDefault(court => court.Id == booking.CourtId)?.Name ?? "",
            booking.StartsAt, booking.EndsAt, BookingView.LocalOf(booking.StartsAt, booking.Zone), booking.GuestName, new(booking.PaidMinor, booking.Currency)))];
    }
}
