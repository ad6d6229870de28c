namespace PadelSaaS.Contracts.Booking;

/// <summary>Questions about what somebody has booked at the current tenant.</summary>
public interface IBookingHistory
{
    /// <summary>
    /// Bookings of these accounts and of guests who gave these addresses, the latest start first; closures and holds that ended unpaid are
    /// left out.
    /// </summary>
    /// <param name="accountIds">Accounts that are theirs.</param>
    /// <param name="guestAddresses">Addresses, in any case, that only guests' bookings are looked for by.</param>
    /// <param name="most">How many bookings to list at the most; the sums count all of them.</param>
    Task<BookingHistory> OfAsync(IReadOnlyCollection<Guid> accountIds, IReadOnlyCollection<string> guestAddresses, int most, CancellationToken stop = default);
}

/// <summary>What somebody has booked.</summary>
/// <param name="Total">How many bookings there are, cancelled ones included.</param>
/// <param name="NoShows">How often nobody came.</param>
/// <param name="Unpaid">What of the prices of bookings that were not given up nobody has noted as paid.</param>
public sealed record BookingHistory(IReadOnlyList<HistoricBooking> Bookings, int Total, int NoShows, Money Unpaid);

/// <summary>A booking in somebody's history.</summary>
/// <param name="Status">As in the API: <c>pending</c>, <c>confirmed</c>, <c>in_progress</c>, <c>completed</c>, <c>cancelled</c> or <c>no_show</c>.</param>
/// <param name="Zone">IANA zone of the venue.</param>
/// <param name="Paid">What was paid and has not gone back.</param>
public sealed record HistoricBooking(
    Guid BookingId, string Code, string VenueName, string CourtName, DateTimeOffset Start, DateTimeOffset End, string Zone, string Status, Money Price, Money Paid);
