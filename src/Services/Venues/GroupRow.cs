namespace PadelSaaS.Venues;

/// <summary>Courts of a venue under one name, for prices and closures to speak of.</summary>
internal sealed class GroupRow
{
    public required Guid Id { get; init; }

    public Guid VenueId { get; init; }

    /// <summary>What a tenant's file calls it; never changed.</summary>
    public required string Key { get; init; }

    public string Name { get; set; } = "";

    public Guid[] CourtIds { get; set; } = [];

    public int Position { get; set; }
}
