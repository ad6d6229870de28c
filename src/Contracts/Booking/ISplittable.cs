namespace PadelSaaS.Contracts.Booking;

/// <summary>What Payments asks about a booking whose price somebody wants to split, or has split. Answered by Booking, which knows whose it is.</summary>
public interface ISplittable
{
    /// <summary>The booking, for whoever may see it: its player, a guest with the key of its link, staff. For everybody else it does not exist.</summary>
    /// <param name="key">Key of the guest's link.</param>
    Task<SplittableBooking?> FindAsync(Guid bookingId, string? key, CancellationToken stop = default);

    /// <summary>Makes a hold longer, once, while a card is being verified.</summary>
    /// <returns>Until when it is held now; <see langword="null"/> when it is held no more.</returns>
    Task<DateTimeOffset?> KeepWhilePaidAsync(Guid bookingId, string? key, string method, CancellationToken stop = default);
}

/// <summary>A booking as it can be split.</summary>
/// <param name="Status">As in the API: <c>pending</c> while it waits to be paid.</param>
/// <param name="Places">How many can play, the organiser counted.</param>
/// <param name="Players">Who was asked to play along, the organiser not counted.</param>
/// <param name="ByStaff">Whether staff ask, and it is not their own.</param>
public sealed record SplittableBooking(
    BookedCourt Court, string Status, DateTimeOffset? HeldUntil, int GroupSize, int Places, IReadOnlyList<SplittablePlayer> Players, bool ByStaff)
{
    /// <summary>Whether this booking may be paid on arrival instead.</summary>
    public bool MayPayAtClub { get; init; }
}

/// <summary>Somebody who was asked to play along.</summary>
public sealed record SplittablePlayer(Guid ParticipantId, string? Name, string? Email);
