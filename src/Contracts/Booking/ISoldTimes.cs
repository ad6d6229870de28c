using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Contracts.Booking;

/// <summary>Questions about what was sold already, for whoever wants to change what can be sold.</summary>
public interface ISoldTimes
{
    /// <summary>Live bookings that have not ended, lie inside the venue's present hours and would lie outside its new ones; in order.</summary>
    /// <param name="before">The venue as it is.</param>
    /// <param name="after">The same venue with other hours.</param>
    Task<IReadOnlyList<SoldTime>> OutsideAsync(VenueCard before, VenueCard after, CancellationToken stop = default);
}

/// <summary>A booking that other hours would no longer cover.</summary>
/// <param name="StartLocal">Start in the venue's zone, with its offset.</param>
/// <param name="Paid">What the player has paid for it so far.</param>
public sealed record SoldTime(Guid BookingId, string Code, Guid CourtId, string CourtName, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, string Name, Money Paid);
