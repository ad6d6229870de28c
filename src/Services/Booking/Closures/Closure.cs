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

    /// <summary>Name of who opened again.</summary>
    public string? Reopener { get; set; }

    /// <summary>When the players who lost their court are told. Until then it can be undone.</summary>
    public DateTimeOffset? TellAt { get; set; }

    /// <summary>When it was undone, with all it did.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Whether it can still be undone, because nobody was told.</summary>
    public bool CanBeUndone(DateTimeOffset now) => ReopenedAt is null && TellAt > now;

    /// <summary>The closure as facts tell it.</summary>
    public ClosedCourts Tell() => new(Id, VenueId, CourtIds, StartsAt, EndsAt, Reason);
}
