using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Series;

/// <summary>What was agreed for all dates of a series, as its row says.</summary>
public sealed class WeeklySeries
{
    /// <summary>What <c>booking_type</c> says of one of its dates.</summary>
    public const string BookingType = "series";

    public Guid Id { get; set; }

    public Guid VenueId { get; set; }

    public Guid CourtId { get; set; }

    public string Zone { get; set; } = "";

    public DateOnly FirstDate { get; set; }

    public DateOnly LastDate { get; set; }

    public int[] Weekdays { get; set; } = [];

    public int EveryWeeks { get; set; } = 1;

    /// <summary>Time of the wall clock at the venue.</summary>
    public TimeOnly Starts { get; set; }

    public int DurationMinutes { get; set; }

    public Guid? UserId { get; set; }

    public string GuestName { get; set; } = "";

    public string? GuestEmail { get; set; }

    public string? GuestPhone { get; set; }

    public string Language { get; set; } = "en";

    public string? Note { get; set; }

    public string Source { get; set; } = "web";

    public Guid? SplitFrom { get; set; }

    public Guid? CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Its pattern.</summary>
    internal Recurrence Pattern => new(NodaTime.LocalDate.FromDateOnly(FirstDate), Weekdays, EveryWeeks, NodaTime.LocalTime.FromTimeOnly(Starts));

    /// <summary>Path of its page.</summary>
    public static string Link(Guid id, string? key) => key is null ? $"/series/{id}" : $"/series/{id}?key={key}";

    /// <summary>The series as facts tell it.</summary>
    public BookedSeries Tell(VenueCard venue, string accessKey) => new(
        Id, VenueId, venue.Name, CourtId, venue.Courts.FirstOrDefault(court => court.Id == CourtId)?.Name ?? "", Zone,
        Weekdays, EveryWeeks, Starts, DurationMinutes, new Booker(UserId, GuestName, GuestEmail, Language), Link(Id, UserId is null ? accessKey : null));
}
