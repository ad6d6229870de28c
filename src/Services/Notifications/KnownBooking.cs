using System.Text.Json;
using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Notifications;

/// <summary>The last we heard of a booking.</summary>
internal sealed class KnownBooking
{
    public const string Confirmed = "confirmed";
    public const string Cancelled = "cancelled";
    public const string Lost = "lost";

    public Guid BookingId { get; init; }

    public string State { get; private set; } = Confirmed;

    public string Court { get; private set; } = "{}";

    /// <summary>Whether somebody else has it than who booked it.</summary>
    public bool HandedOver { get; set; }

    public DateTimeOffset HeardAt { get; private set; }

    public BookedCourt BookedCourt => JsonSerializer.Deserialize<BookedCourt>(Court, JsonSerializerOptions.Web)!;

    /// <summary>The present place of the booking, as the occasion of a message about it.</summary>
    public static string Occasion(BookedCourt court) => $"{court.BookingId}:{court.Moves}";

    public void Hear(string state, BookedCourt court, DateTimeOffset now) =>
        (State, Court, HeardAt) = (state, JsonSerializer.Serialize(court, JsonSerializerOptions.Web), now);
}
