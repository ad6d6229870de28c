using PadelSaaS.Venues.Photos;

namespace PadelSaaS.Venues;

/// <summary>A place of the club with its courts, hours, prices and rules. How it reads from a file and back is in <c>Venue.TenantFile.cs</c>.</summary>
internal sealed partial class Venue
{
    public required Guid Id { get; init; }

    public required string Key { get; init; }

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    public string City { get; set; } = "";

    public string? Postcode { get; set; }

    public string Country { get; set; } = "";

    public double Latitude { get; set; }

    public double Longitude { get; set; }

    public string Zone { get; set; } = "";

    public string Currency { get; set; } = "";

    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>Name of a picture among the club's files.</summary>
    public string? Photo { get; set; }

    /// <summary>JSON: description by language code.</summary>
    public string About { get; set; } = "{}";

    /// <summary>JSON: house rules by language code.</summary>
    public string HouseRules { get; set; } = "{}";

    public string[] Amenities { get; set; } = [];

    public int[] DurationsMinutes { get; set; } = [];

    public int StartIntervalMinutes { get; set; }

    public int LeadMinutes { get; set; }

    public int HorizonDays { get; set; }

    public int BufferMinutes { get; set; }

    public int HoldMinutes { get; set; }

    public bool StrictGaps { get; set; }

    public bool AdjacentStarts { get; set; }

    public bool PayAtClub { get; set; }

    public int PlayerSeriesWeeks { get; set; }

    /// <summary>JSON: tiers as the tenant's file writes them.</summary>
    public string Cancellation { get; set; } = "[]";

    /// <summary>JSON: what is agreed with players beyond the calendar, as the tenant's file writes it.</summary>
    public string Policy { get; set; } = "{}";

    public bool Active { get; set; }

    public int Position { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public List<Court> Courts { get; } = [];

    public List<HoursRow> Hours { get; } = [];

    public List<DateExceptionRow> Exceptions { get; } = [];

    public List<SeasonRow> Seasons { get; } = [];

    public List<GroupRow> Groups { get; } = [];

    public List<PhotoRow> Photos { get; } = [];
}
