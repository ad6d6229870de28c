namespace PadelSaaS.Contracts.Booking;

/// <summary>What the desk needs to know of bookings to take their money.</summary>
public interface IDeskBookings
{
    /// <summary>These bookings of the current tenant, in no order; one that does not exist is left out. Inside the caller's unit of work or outside.</summary>
    Task<IReadOnlyList<DeskBooking>> FindAsync(IReadOnlyCollection<Guid> bookingIds, CancellationToken stop = default);

    /// <summary>One of them; <see langword="null"/> when the tenant has none with this id.</summary>
    async Task<DeskBooking?> FindAsync(Guid bookingId, CancellationToken stop = default) => await FindAsync([bookingId], stop) is [var one, ..] ? one : null;
}

/// <summary>A booking as the desk sees it.</summary>
/// <param name="Status">As in the API, such as <c>confirmed</c>.</param>
/// <param name="Zone">IANA zone of the venue.</param>
/// <param name="Name">Whoever booked.</param>
/// <param name="Owed">What it costs as things stand: the price, or what the club keeps from somebody who did not come; nothing of one that was given up.</param>
/// <param name="Paid">What has been paid of it, as Booking has heard.</param>
public sealed record DeskBooking(
    Guid BookingId, string Code, Guid VenueId, string VenueName, string CourtName, DateTimeOffset Start, DateTimeOffset End, string Zone, string Status, string Name, Money Owed, Money Paid);
