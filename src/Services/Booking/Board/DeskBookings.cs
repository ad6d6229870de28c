using Microsoft.EntityFrameworkCore;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Board;

/// <summary>Tells Payments what the desk has to take money for.</summary>
internal sealed class DeskBookings(UnitOfWork work, IVenues venues) : IDeskBookings
{
    public async Task<IReadOnlyList<DeskBooking>> FindAsync(IReadOnlyCollection<Guid> bookingIds, CancellationToken stop = default)
    {
        var isOurs = !work.IsOpen;
        if (isOurs) await work.BeginAsync(stop);
        var ids = bookingIds.ToArray();
        var rows = await work.Model<BookingModel>().Bookings.AsNoTracking().Where(booking => ids.Contains(booking.Id)).ToListAsync(stop);
        if (isOurs) await work.RollbackAsync();

        var told = new List<DeskBooking>();
        foreach (var row in rows.Where(row => row.IsPlayers))
        {
            if (await venues.FindAsync(row.VenueId, stop) is not { } venue) continue;
            told.Add(new DeskBooking(
                row.Id, row.Code, row.VenueId, venue.Name, venue.Courts.FirstOrDefault(court => court.Id == row.CourtId)?.Name ?? "", row.StartsAt, row.EndsAt, row.Zone,
                row.Status, row.GuestName, Owed(row), new Money(row.PaidMinor, row.Currency)));
        }
        return told;
    }

    private static Money Owed(Booking row) => row.Status switch
    {
        BookingStatus.Cancelled or BookingStatus.Expired or BookingStatus.Pending => row.Price with { AmountMinor = 0 },
        BookingStatus.NoShow => Cancellation.Kept(row.Price, BookingView.TermsOf(row.Terms)),
        _ => row.Price,
    };
}
