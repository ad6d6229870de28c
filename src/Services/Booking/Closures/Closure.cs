using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Booking.Closures;

/// <summary>Courts the club keeps for itself for a while, as the row says.</summary>
public sealed class Closure
{
    public Guid Id { get; set; }

    public Guid VenueId { get; set; }

    public Guid[] CourtIds { get; set; } = [];

    /// <summary>Whether all courts of the venue were meant, and not these by name.</summary>
    public bool WholeVenue { get; set; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public string Reason { get; set; } = "";

    public string? Note { get; set; }

    public Guid? CreatedBy { get; set; }

    /// <summary>Name of who closed, as it was then.</summary>
    public string Creator { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ReopenedAt { get; set; }

    public Guid? ReopenedBy { get; set; }

    /// <summary>The closure as facts tell it.</summary>
    public ClosedCourts Tell() => new(Id, VenueId, CourtIds, StartsAt, EndsAt, Reason);
}
