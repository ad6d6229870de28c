namespace PadelSaaS.Venues;

/// <summary>A price rule. It keeps its id while its name stays, so that receipts go on naming it.</summary>
internal sealed class PriceRow
{
    public required Guid Id { get; init; }

    public Guid VenueId { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty for all courts of the venue.</summary>
    public Guid[] CourtIds { get; set; } = [];

    public int[] Weekdays { get; set; } = [];

    public int FromMinute { get; set; }

    public int ToMinute { get; set; }

    public long PerHourMinor { get; set; }

    public int Priority { get; set; }

    public int Position { get; set; }
}
