namespace PadelSaaS.Contracts.Booking;

/// <summary>Questions about who holds a booking at the current tenant.</summary>
public interface IBookingHolders
{
    /// <summary>Since when whoever has this key holds the booking: since it was handed over to them, or since it was made.</summary>
    /// <returns><see langword="null"/> when the key does not open it, or not any more.</returns>
    Task<DateTimeOffset?> HeldSinceAsync(Guid bookingId, string? key, CancellationToken stop = default);
}
