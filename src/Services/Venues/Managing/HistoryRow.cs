namespace PadelSaaS.Venues.Managing;

/// <summary>A change somebody made to a venue.</summary>
internal sealed class HistoryRow
{
    public required Guid Id { get; init; }

    public required Guid VenueId { get; init; }

    /// <summary>What the change made it.</summary>
    public required long Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><c>created</c>, <c>details</c>, <c>courts</c>, <c>groups</c>, <c>hours</c>, <c>days</c>, <c>seasons</c>, <c>rules</c>, <c>prices</c>, <c>extras</c>, <c>published</c> or <c>unpublished</c>.</summary>
    public required string Act { get; init; }

    public Guid? ActorId { get; init; }

    public required string Actor { get; init; }

    /// <summary>JSON: list of <see cref="Change"/>.</summary>
    public required string Changes { get; init; }
}
