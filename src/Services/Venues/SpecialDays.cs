namespace PadelSaaS.Venues;

/// <summary>A business date with hours of its own, or none.</summary>
internal sealed class DateExceptionRow
{
    public Guid VenueId { get; init; }

    public required DateOnly Date { get; init; }

    public string Name { get; set; } = "";

    /// <summary>JSON: periods as the tenant's file writes them.</summary>
    public string Hours { get; set; } = "[]";
}

/// <summary>A stretch of business dates with a week of its own.</summary>
internal sealed class SeasonRow
{
    public Guid VenueId { get; init; }

    public required DateOnly First { get; init; }

    public DateOnly Last { get; set; }

    public string Name { get; set; } = "";

    /// <summary>JSON: hours as the tenant's file writes them.</summary>
    public string Hours { get; set; } = "[]";
}
