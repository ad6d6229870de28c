using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking;

/// <summary>The key in a link to a booking. It is another one since the booking was handed over.</summary>
internal static class BookingKeys
{
    public static ValueTask<string> ForAsync(this LinkKeys keys, Booking booking, CancellationToken stop) => keys.ForAsync(booking.Id, booking.KeyTurn, stop);
}
