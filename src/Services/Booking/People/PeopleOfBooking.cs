using PadelSaaS.Booking.Taking;

namespace PadelSaaS.Booking.People;

/// <summary>The people of a booking as its page shows them.</summary>
/// <param name="ShareLink">Path of the link to join, if there is one.</param>
/// <param name="MayChange">Whether the booking is still to be played.</param>
public sealed record PeopleOfBooking(IReadOnlyList<BookingParticipant> Everybody, int Places, string? ShareLink, bool MayChange)
{
    /// <summary>Who was typed last, where that was refused.</summary>
    internal Participant? Typed { get; init; }

    /// <summary>Why.</summary>
    public string? Error { get; init; }
}
