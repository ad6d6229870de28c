namespace PadelSaaS.Venues;

/// <summary>A court of a venue. Taken out of use it stays, because bookings point to it.</summary>
internal sealed class Court
{
    public required Guid Id { get; init; }

    public Guid VenueId { get; init; }

    public required string Key { get; init; }

    public string Name { get; set; } = "";

    public string Roof { get; set; } = "";

    public string Surface { get; set; } = "";

    public string Size { get; set; } = "";

    public bool Panoramic { get; set; }

    /// <summary>Whether it can be played on after dark.</summary>
    public bool Lights { get; set; } = true;

    /// <summary>Whether a wheelchair gets onto it.</summary>
    public bool Accessible { get; set; }

    public bool Active { get; set; }

    public int Position { get; set; }
}
