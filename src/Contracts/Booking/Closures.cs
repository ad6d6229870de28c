namespace PadelSaaS.Contracts.Booking;

/// <summary>Courts the club keeps for itself for a while.</summary>
/// <param name="CourtIds">The courts; all of the venue's where the whole venue is closed.</param>
/// <param name="Reason"><c>maintenance</c>, <c>event</c>, <c>weather</c>, <c>lesson_free</c> or <c>other</c>.</param>
public sealed record ClosedCourts(Guid ClosureId, Guid VenueId, IReadOnlyList<Guid> CourtIds, DateTimeOffset Start, DateTimeOffset End, string Reason)
{
    /// <summary>Other times of the venue that changed with it: where bookings it broke were moved to.</summary>
    public IReadOnlyList<ChangedTime> Elsewhere { get; init; } = [];
}

/// <summary>A time at which something changed.</summary>
public sealed record ChangedTime(DateTimeOffset Start, DateTimeOffset End);

/// <summary>Courts were closed: nobody can book them then.</summary>
public sealed record CourtClosed(ClosedCourts Courts) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Courts.ClosureId;
}

/// <summary>A closure was taken back: what is left of it can be booked again.</summary>
public sealed record CourtReopened(ClosedCourts Courts) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Courts.ClosureId;
}
