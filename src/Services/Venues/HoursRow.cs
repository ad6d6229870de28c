namespace PadelSaaS.Venues;

/// <summary>One opening of a weekday, by its local start and its length.</summary>
internal sealed class HoursRow
{
    public Guid VenueId { get; init; }

    public required int Weekday { get; init; }

    public required TimeOnly Opens { get; init; }

    public int LengthMinutes { get; set; }
}
