namespace PadelSaaS.Contracts.Venues;

/// <summary>A venue, its courts, hours, prices or rules changed.</summary>
public sealed record VenueUpdated(Guid VenueId, long Revision) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => VenueId;
}
