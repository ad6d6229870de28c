namespace PadelSaaS.Contracts.Booking;

/// <summary>How whoever booked can be called. Facts are kept, sent and read by many: no number travels in one.</summary>
public interface IBookingContacts
{
    /// <summary>
    /// The number that was left with a booking; <see langword="null"/> where none was, or where the booking is no longer of the guest with
    /// this address. Inside the caller's unit of work.
    /// </summary>
    Task<string?> PhoneOfGuestAsync(Guid bookingId, string email, CancellationToken stop = default);

    /// <summary>Every booking of these accounts, and of guests who gave these addresses (in small letters), whatever became of it. Inside the caller's unit of work.</summary>
    Task<IReadOnlyList<Guid>> BookingsOfAsync(IReadOnlyCollection<Guid> accounts, IReadOnlyCollection<string> addresses, CancellationToken stop = default);
}
