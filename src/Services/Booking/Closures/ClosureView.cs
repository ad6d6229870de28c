using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Closures;

/// <summary>A closure as the API answers it.</summary>
/// <param name="StartLocal">Start in the venue's zone, with its offset.</param>
/// <param name="ClosedBy">Name of who closed.</param>
/// <param name="UndoUntil">When the players who lost their court are told; until then it can be undone. Absent where nobody lost one.</param>
internal sealed record ClosureView(
    Guid Id, Guid VenueId, bool WholeVenue, IReadOnlyList<Guid> CourtIds, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, DateTimeOffset EndLocal,
    string Reason, string? Note, string ClosedBy, DateTimeOffset? UndoUntil)
{
    public static ClosureView Of(Closure closure, VenueCard venue) => new(
        closure.Id, closure.VenueId, closure.WholeVenue, closure.CourtIds, closure.StartsAt, closure.EndsAt,
        BookingView.LocalOf(closure.StartsAt, venue.Zone), BookingView.LocalOf(closure.EndsAt, venue.Zone), closure.Reason, closure.Note, closure.Creator, closure.ReopenedAt is null ? closure.TellAt : null);
}
